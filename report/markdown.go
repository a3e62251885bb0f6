package report

import (
	"fmt"
	"io"
	"strings"
)

// Markdown writes the document as plain readable text; what people wrote is escaped.
func Markdown(w io.Writer, d Document) error {
	var b strings.Builder
	p, ws := d.words.Paper, d.words
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# %s\n", md(d.Title))
	for _, row := range d.heading() {
		line("- %s: %s", row[0], md(row[1]))
	}
	line("")
	for _, n := range d.Notes {
		line("> %s\n", md(n))
	}
	line("## %s\n", p.Verdicts)
	for _, v := range d.Verdicts {
		line("### %s: %s\n", md(v.Name), v.Says)
		line("%s: %s\n", p.Source, md(v.Title))
		for _, r := range v.Rules {
			line("- %s", md(r))
		}
		line("- %s\n", fmt.Sprintf(p.Counted, v.Clear, v.Out))
		for _, h := range v.Hits {
			line("- **%s** %s%s%s", md(h.Clause), md(h.Title), md(unitSuffix(h.Unit)), fmt.Sprintf(p.HitOf, ws.Standing(h.Standing)))
			for _, s := range h.Path {
				line("  - %s", md(s))
			}
		}
		line("\n%s: %s\n", p.OpenItems, openCount(p.NothingOpen, p.OpenCount, len(v.Open)))
		for _, o := range v.Open {
			line("- %s%s: %s", md(o.What), md(unitSuffix(o.Unit)), md(o.Says))
		}
		line("")
	}
	line("## %s\n", ws.Findings)
	if len(d.Findings) == 0 {
		line("%s\n", p.NoFindings)
	}
	for _, f := range d.Findings {
		line("### %d. %s %s\n", f.Number, f.Says, md(f.Place+unitSuffix(f.Unit)))
		for _, row := range f.rows(d) {
			line("- %s: %s", row[0], md(row[1]))
		}
		for _, photo := range f.Photos {
			line("- %s: %s (SHA-256 %s)", p.PhotosCol, md(photo.Name), photo.SHA256)
		}
		line("")
	}
	line("## %s\n", p.Signatures)
	for _, s := range d.signatureLines() {
		line("- %s", md(s))
	}
	line("\n%s", d.sealLine())
	if len(d.Late) > 0 {
		line("\n## %s\n\n%s\n", p.LateTitle, p.LateHint)
		for _, l := range d.Late {
			line("- %s %s", l.Time, md(l.What))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// md escapes what Markdown or HTML inside it would act upon, and keeps a text on its line.
func md(s string) string {
	s = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;",
		"&", "&amp;", "#", "\\#", "|", "\\|", "!", "\\!", "~", "\\~", "\r", "", "\n", " / ", "\t", " ").Replace(s)
	return s
}
