package sheet

import (
	"fmt"
	"io"
	"strings"
)

// markdown writes the sheet for readers of text; pictures by their hashes. It carries no attached files.
func markdown(w io.Writer, s Sheet) error {
	var b strings.Builder
	line := func(format string, a ...any) { fmt.Fprintf(&b, format+"\n", a...) }
	line("# %s\n", md(s.Title))
	if s.Number != "" {
		line("%s\n", md(s.Number))
	}
	for _, n := range s.Notes {
		line("> %s\n", md(n))
	}
	for _, block := range s.Blocks {
		mdBlock(line, s.colon(), block)
	}
	if s.Footer != "" {
		line("---\n\n%s", md(s.Footer))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func mdBlock(line func(string, ...any), colon string, block Block) {
	switch b := block.(type) {
	case Heading:
		line("%s %s\n", strings.Repeat("#", 1+max(1, min(5, b.Level))), md(b.Text))
	case Text:
		for _, l := range strings.Split(b.Text, "\n") {
			if b.Bold && l != "" {
				line("**%s**\n", md(l))
			} else {
				line("%s\n", md(l))
			}
		}
	case List:
		for n, item := range b.Items {
			mark := "-"
			if b.Numbered {
				mark = fmt.Sprintf("%d.", n+1)
			}
			line("%s %s", mark, md(item))
		}
		line("")
	case Fields:
		for _, f := range b {
			line("- **%s**%s%s", md(f.Label), colon, md(f.Value))
		}
		line("")
	case Table:
		mdTable(line, b)
	case Pictures:
		for _, p := range b {
			line("- %s  %s (SHA-256 %s)", md(p.Number), md(p.Caption), md(p.SHA256))
		}
		line("")
	case Signatures:
		for _, g := range b {
			line("- %s", md(g.line(colon, 16)))
		}
		line("")
	case Code:
		line("%s%s%s\n", md(b.Caption), colon, md(b.Text))
	case Break:
		line("---\n")
	}
}

func mdTable(line func(string, ...any), t Table) {
	if len(t.Columns) == 0 {
		return
	}
	rule := make([]string, len(t.Columns))
	for n, c := range t.Columns {
		rule[n] = "---"
		if c.Right {
			rule[n] = "---:"
		}
	}
	line("| %s |", strings.Join(each(t.names(), md), " | "))
	line("| %s |", strings.Join(rule, " | "))
	for _, r := range t.Rows {
		line("| %s |", strings.Join(each(r, md), " | "))
	}
	line("")
	if len(t.Rows) == 0 && t.Empty != "" {
		line("%s\n", md(t.Empty))
	}
}

var mdEscapes = strings.NewReplacer("\\", "\\\\", "`", "\\`", "*", "\\*", "_", "\\_", "[", "\\[", "]", "\\]", "<", "&lt;", ">", "&gt;",
	"&", "&amp;", "#", "\\#", "|", "\\|", "!", "\\!", "~", "\\~", "\n", " / ")

// md escapes what Markdown or HTML inside it would act upon, also at the beginning of a line, and keeps a text on its line.
func md(s string) string {
	s = mdEscapes.Replace(strings.TrimSpace(s))
	if s != "" && strings.ContainsRune("-+=.0123456789", rune(s[0])) {
		digits := strings.TrimLeft(s, "0123456789")
		if digits != "" && strings.ContainsRune("-+=.)", rune(digits[0])) {
			return s[:len(s)-len(digits)] + "\\" + digits
		}
	}
	return s
}
