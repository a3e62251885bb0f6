package strictyaml

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"
)

// guard looks at the raw bytes before the YAML reader does, and stops what could make it slow or large, what
// an editor did to the file, and what a terminal or a browser could trip over.
func guard(name string, data []byte, limits Limits) Problems {
	if p := wrapper(data, limits); p != nil {
		p.File = name
		return Problems{*p}
	}
	g := guarding{file: name, limits: limits}
	g.ends(data)
	for len(data) > 0 && len(g.found) < printed {
		line := data
		if end := bytes.IndexByte(data, '\n'); end >= 0 {
			line, data = data[:end], data[end+1:]
		} else {
			data = nil
		}
		g.line++
		g.check(bytes.TrimSuffix(line, []byte("\r")))
	}
	return g.found
}

// wrapper is what is wrong with the file as a whole.
func wrapper(data []byte, limits Limits) *Problem {
	switch {
	case len(data) > limits.Bytes:
		return &Problem{Text: fmt.Sprintf("the file has %d bytes", len(data)), Hint: fmt.Sprintf("%s has at most %d", limits.a(), limits.Bytes)}
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return &Problem{Line: 1, Text: "the file starts with a byte order mark", Hint: "save it as UTF-8 without BOM"}
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return &Problem{Line: 1, Text: "the file is UTF-16", Hint: "save it as UTF-8 without BOM"}
	case len(bytes.TrimSpace(data)) == 0:
		return &Problem{Text: "the file is empty", Hint: limits.a() + " starts with " + limits.Start}
	}
	return nil
}

type guarding struct {
	file   string
	limits Limits
	line   int
	marks  int
	found  Problems
}

func (g *guarding) problem(text, hint string) {
	g.found = append(g.found, Problem{File: g.file, Line: g.line, Text: text, Hint: hint})
}

// ends checks the line ends: all LF or all CRLF.
func (g *guarding) ends(data []byte) {
	lf, crlf := bytes.Count(data, []byte("\n")), bytes.Count(data, []byte("\r\n"))
	const hint = "save it with one kind of line end, LF or CRLF"
	switch {
	case bytes.Count(data, []byte("\r")) > crlf:
		g.problem("a carriage return stands alone", hint)
	case crlf > 0 && crlf < lf:
		g.problem(fmt.Sprintf("line ends are mixed: %d CRLF, %d LF", crlf, lf-crlf), hint)
	}
}

func (g *guarding) check(line []byte) {
	if len(line) > maxLine {
		g.problem(fmt.Sprintf("the line has %d bytes", len(line)), fmt.Sprintf("at most %d; break it into several", maxLine))
		return
	}
	g.letters(line)
	g.shape(line)
}

// letters checks the characters of a line; one problem a line is enough.
func (g *guarding) letters(line []byte) {
	for i := 0; i < len(line); {
		r, size := utf8.DecodeRune(line[i:])
		if r == utf8.RuneError && size == 1 {
			g.problem("the text is not UTF-8", "it may have been saved as GBK or GB 18030; save it as UTF-8")
			return
		}
		if why := Unfit(r); why != "" {
			g.problem(fmt.Sprintf("%s %U in column %d", why, r, utf8.RuneCount(line[:i])+1), "delete it (spaces, not tabs)")
			return
		}
		i += size
	}
}

// Unfit says what is wrong with a character, "" when nothing is.
func Unfit(r rune) string {
	switch {
	case r < 0x7f && r >= 0x20:
		return ""
	case r == '\ufffd':
		return "replacement character (the text was damaged by a wrong encoding)"
	case unicode.Is(unicode.Cc, r), r == '\u2028', r == '\u2029':
		return "control character"
	case unicode.Is(unicode.Cf, r):
		return "invisible character"
	}
	return ""
}

// shape counts what makes the YAML reader work: depth, nodes, comments.
func (g *guarding) shape(line []byte) {
	body := bytes.TrimLeft(line, " ")
	indent := len(line) - len(body)
	if len(body) > 0 && indent > MaxIndent {
		g.problem(fmt.Sprintf("the line is indented by %d spaces", indent), fmt.Sprintf("at most %d", MaxIndent))
	}
	if len(line) > 0 && line[0] == '%' {
		g.problem("directives (%) are not allowed", "delete the line; quote text that starts with %")
	}
	if nested(body) > maxNested {
		g.problem("too many lists begin in one line", fmt.Sprintf("at most %d", maxNested))
	}
	if bytes.Count(body, []byte("["))+bytes.Count(body, []byte("{")) > maxFlow {
		g.problem("too many brackets are opened in one line", fmt.Sprintf("at most %d; break it into several", maxFlow))
	}
	before := g.marks
	g.marks++
	for _, b := range body {
		switch b {
		case ',', ':', '[', '{', '?', '-':
			g.marks++
		case '#':
			g.marks += 5
		}
	}
	if before <= g.limits.Marks && g.marks > g.limits.Marks {
		g.problem("the file has too many entries", fmt.Sprintf("at most %d commas, colons, brackets, dashes, lines and comments; split the %s", g.limits.Marks, g.limits.Name))
	}
}

// nested counts the list and key marks in front of a line.
func nested(body []byte) int {
	n := 0
	for len(body) > 0 && (body[0] == '-' || body[0] == '?') && (len(body) == 1 || body[1] == ' ') {
		n++
		body = bytes.TrimLeft(body[1:], " ")
	}
	return n
}
