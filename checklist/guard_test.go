package checklist

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"unicode/utf16"

	"anquan.example/paicha/internal/strictyaml"
)

func TestGuard(t *testing.T) {
	good := string(small(t))
	utf16le := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune("format: 1\n")) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	crlf := strings.ReplaceAll(good, "\n", "\r\n")
	for _, c := range []struct{ name, data, want string }{
		{"empty", "", "small.yaml: the file is empty"},
		{"blank", " \n\n", "small.yaml: the file is empty"},
		{"comments only", "# nothing\n", "small.yaml: the file holds only comments"},
		{"byte order mark", "\ufeff" + good, "small.yaml:1: the file starts with a byte order mark; save it as UTF-8 without BOM"},
		{"UTF-16", string(utf16le), "small.yaml:1: the file is UTF-16"},
		{"GBK", "format: 1\ntitle: \xca\xbe\xc0\xfd\n", "small.yaml:2: the text is not UTF-8; it may have been saved as GBK"},
		{"damaged by a wrong encoding", "format: 1\ntitle: 示\ufffd\n", "small.yaml:2: replacement character"},
		{"NUL", "format: 1\n\x00", "small.yaml:2: control character U+0000 in column 1"},
		{"escape", "format: 1\ntitle: 示\x1b[31m\n", "small.yaml:2: control character U+001B in column 9"},
		{"C1 control", "format: 1\ntitle: \u009b31m\n", "small.yaml:2: control character U+009B in column 8"},
		{"next line", "format: 1\ntitle: a\u0085b\n", "control character U+0085"},
		{"line separator", "format: 1\ntitle: a\u2028b\n", "control character U+2028"},
		{"right to left", "format: 1\ntitle: a\u202eb\n", "invisible character U+202E"},
		{"zero width", "format: 1\ntitle: a\u200bb\n", "invisible character U+200B"},
		{"mixed line ends", strings.Replace(crlf, "\r\n", "\n", 3), "line ends are mixed"},
		{"lone carriage return", strings.Replace(good, "\n", "\r", 1), "a carriage return stands alone"},
		{"a list at the top", "- a\n- b\n", "small.yaml:1: here stands a list instead of keys with values"},
		{"a word at the top", "判定\n", "here stands a single value instead of keys with values"},
		{"two documents", good + "---\n" + good, "a second document begins; one file holds one library"},
		{"directive", "%TAG ! tag:example.com,2000:\n---\n" + good, "small.yaml:1: directives (%) are not allowed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := Parse("small.yaml", []byte(c.data))
			if err == nil || l != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
			if _, ok := errors.AsType[Problems](err); !ok {
				t.Errorf("error is a %T, want Problems", err)
			}
		})
	}
}

func TestWindowsLineEndsAreFine(t *testing.T) {
	good := small(t)
	a, b := parsed(t, good), parsed(t, bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n")))
	if x, y := a.Criterion("new1:1.2").Hash(), b.Criterion("new1:1.2").Hash(); x != y {
		t.Errorf("the criterion's hash depends on line ends: %s, %s", x, y)
	}
	if a.Revision == b.Revision {
		t.Error("the revision must pin the bytes")
	}
}

// fill repeats a piece to a size.
func fill(size int, piece string) string { return strings.Repeat(piece, size/len(piece)+1) }

// hostile are files that try to make a reader slow, large or fall over. "Full" ones go up to what guard lets pass.
func hostile() map[string]string {
	const mb = 1 << 20
	full := limits.Marks - 100
	row := func(size int) string { return strings.Repeat("x", size) }
	criteria := "sectors: [{editions: [{criteria: [\n"
	return map[string]string{
		"too large":              fill(5*mb, "# 示例\n"),
		"nothing but NUL":        fill(3*mb-9, "\x00"),
		"open lists":             fill(mb, "["),
		"open lists, full":       strings.Repeat("[\n", full/2),
		"open lists, wide, full": strings.Repeat(strings.Repeat("[", 60)+"\n", full/61),
		"open groups, full":      strings.Repeat("{\n", full/2),
		"groups with keys, full": strings.Repeat("{a: \n", full/3),
		"dashes":                 fill(mb, "- "),
		"dashes, full":           strings.Repeat("- \n", full/2),
		"dashes, indented, full": strings.Repeat(strings.Repeat(" ", 60)+"- - - -\n", full/5),
		"stairs":                 stairs(),
		"question marks":         fill(mb, "? "),
		"question marks, full":   strings.Repeat("?\n", full/2),
		"colons":                 fill(mb, ": "),
		"colons, full":           strings.Repeat(":\n", full/2),
		"commas, full":           strings.Repeat(",\n", full/2),
		"list, full":             "[" + strings.Repeat(strings.Repeat("b,", 3000)+"\n", full/3001) + "]",
		"empty list items, full": "[" + strings.Repeat(strings.Repeat("[],", 60)+"\n", full/121) + "]",
		"groups in a list, full": "[" + strings.Repeat(strings.Repeat("{b},", 60)+"\n", full/121) + "]",
		"keys, full":             keys(full / 2),
		"flow keys, full":        "{" + strings.ReplaceAll(keys(full/3), "\n", ",\n") + "}",
		"long keys, full":        strings.Repeat(row(900)+": b\n", 3*mb/910),
		"comments":               fill(2*mb, "#\n"),
		"comments, full":         strings.Repeat("#\n", full/6),
		"long comments":          fill(3*mb-9000, "# "+row(8000)+"\n"),
		"comments after, full":   strings.Repeat("a: b #c\n", full/7),
		"comments below, full":   "a:\n" + strings.Repeat("  # c\n", full/6-9) + "  b: c\n",
		"comments, one a key":    strings.Repeat("a: b #"+row(7000)+"\n", 3*mb/7010),
		"comments in lists":      "a:\n" + strings.Repeat("  - b\n  # c\n", full/8),
		"one huge line":          "a: " + row(3*mb-9),
		"huge plain text":        "title: \n" + fill(3*mb-9000, "  "+row(8000)+"\n"),
		"huge plain text, words": "title: \n" + fill(3*mb-9000, "  "+strings.Repeat("x ", 4000)+"\n"),
		"huge quoted text":       "title: \"\n" + fill(3*mb-9000, "  "+row(8000)+"\n") + "\"\n",
		"huge quoted, open":      "title: '\n" + fill(3*mb-9000, "  "+row(8000)+"\n"),
		"escapes":                "title: \"\n" + fill(3*mb-9000, "  "+strings.Repeat(`\u4e00`, 1300)+"\n") + "\"\n",
		"huge block text":        "title: |\n" + fill(3*mb-9000, "  "+row(8000)+"\n"),
		"short block, full":      "title: |\n" + strings.Repeat(" x\n", full),
		"blank folded, full":     "title: >\n" + strings.Repeat("\n", full),
		"spaces, full":           "title:" + strings.Repeat(row(0)+" \n", full),
		"wide spaces":            "title:" + fill(3*mb-9000, strings.Repeat(" ", 8000)+"\n") + "x",
		"documents, full":        strings.Repeat("---\n", full/4),
		"anchors, full":          "a: [" + strings.Repeat(strings.Repeat("&a b,", 1000)+"\n", full/1001) + "]",
		"laughs":                 laughs(),
		"alias of itself":        "format: &a [*a]\n",
		"tags, full":             "a: [" + strings.Repeat(strings.Repeat("!!str b,", 900)+"\n", full/901) + "]",
		"empty criteria, full":   criteria + strings.Repeat("{},\n", full/3) + "]}]}]",
		"empty criteria, lists":  "sectors: [{editions: [\n" + strings.Repeat("{criteria: ["+strings.Repeat("{},", 50)+"]},\n", full/106) + "]}]",
		"bad criteria, full":     criteria + strings.Repeat("{id: 1},\n", full/4) + "]}]}]",
		"places, full":           "title: {zh: a}\nplaces:\n" + strings.Repeat("- {id: a, name: {zh: b}}\n", full/8),
		"deep conditions":        "sectors: [{editions: [{criteria: [{hazard: " + strings.Repeat("{all: [\n", 4000),
		"deep conditions, shut":  "sectors: [{editions: [{criteria: [{hazard: " + strings.Repeat("{all: [\n", 4000) + strings.Repeat("]}", 4000) + "}]}]}]",
		"deep expressions":       "sectors: [{scope: [{when: " + strings.Repeat("{not: \n", 5000) + "a" + strings.Repeat("}", 5000) + "}]}]",
		"broken at the end":      "title: {zh: a}\nplaces:\n" + strings.Repeat("- {id: a, name: {zh: b}}\n", full/8) + "x: [",
		"broken after long text": "title: {zh: a}\nx: \"" + fill(2*mb, row(8000)+"\n") + "\" z\n",
		"big number":             "format: " + strings.Repeat("9", 8000),
		"big exponent":           "format: 1e999999999",
	}
}

// stairs go down one space a line.
func stairs() string {
	var b strings.Builder
	for range limits.Marks / 3 / strictyaml.MaxIndent {
		for i := range strictyaml.MaxIndent {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
	}
	return b.String()
}

func keys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: v\n", i)
	}
	return b.String()
}

func laughs() string {
	s := "a0: &a0 [x]\n"
	for i := range 30 {
		s += fmt.Sprintf("a%d: &a%d [*a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i)
	}
	return s
}

// peak is how many bytes of heap f needs at most beyond what is there, sampled all the while.
func peak(f func()) uint64 {
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	base, most := sample[0].Value.Uint64(), uint64(0)
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	for {
		metrics.Read(sample)
		most = max(most, sample[0].Value.Uint64())
		select {
		case <-done:
			return most - min(base, most)
		default:
			runtime.Gosched()
		}
	}
}

func TestHostileFilesStaySmall(t *testing.T) {
	const limit = 64 << 20
	for name, data := range hostile() {
		t.Run(name, func(t *testing.T) {
			raw := []byte(data)
			var err error
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			heap := peak(func() { _, err = Parse("hostile.yaml", raw) })
			runtime.ReadMemStats(&after)
			if err == nil {
				t.Error("no error")
			}
			if heap > limit {
				t.Errorf("needed %d MB of heap", heap>>20)
			}
			if len(err.Error()) > 64<<10 {
				t.Errorf("the error text has %d bytes", len(err.Error()))
			}
			t.Logf("%d bytes: heap %.1f MB, in all %.1f MB: %.120s", len(raw), float64(heap)/(1<<20), float64(after.TotalAlloc-before.TotalAlloc)/(1<<20), err)
		})
	}
}
