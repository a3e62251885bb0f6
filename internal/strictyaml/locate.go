package strictyaml

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// lines hands bytes out line by line, so that when the YAML reader stops we know how far it came. The line
// that it names itself is the one where the broken list or group begins, which may be thousands of lines up.
type lines struct {
	rest  []byte
	begun int // lines handed out
	part  bool
}

// Read gives at most the rest of one line.
func (l *lines) Read(p []byte) (int, error) {
	if len(l.rest) == 0 {
		return 0, io.EOF
	}
	if !l.part {
		l.begun++
	}
	line := l.rest
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end+1]
	}
	n := copy(p, line)
	l.part = n < len(line)
	l.rest = l.rest[n:]
	return n, nil
}

// stuck is an error of the YAML reader with the line that it had come to.
type stuck struct {
	line int
	err  error
}

func (s stuck) Error() string { return s.err.Error() }

var named = regexp.MustCompile(`line (\d+): `)

// problem is the error as a problem: where the reader got stuck, and where the list or group begins that it
// was in.
func (s stuck) problem(name string) Problem {
	text := strings.TrimPrefix(s.Error(), "yaml: ")
	p := Problem{File: name, Line: s.line, Hint: "look at this line and the ones before: indentation, quotes, brackets"}
	if m := named.FindStringSubmatch(text); m != nil {
		text = strings.Replace(text, m[0], "", 1)
		begins, _ := strconv.Atoi(m[1])
		if strings.HasPrefix(text, "did not find expected") {
			begins++ // the YAML parser counts from 0, its scanner from 1
		}
		if begins < s.line {
			p.Hint += "; what is broken begins in line " + strconv.Itoa(begins)
		}
	}
	p.Text = strings.ToValidUTF8(text, "?")
	return p
}
