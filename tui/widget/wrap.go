package widget

import (
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
)

// wrapped keeps what was wrapped before; criteria are drawn again with every key.
var wrapped = wrapCache{lines: map[wrapKey][]string{}}

// wrapCache is bounded: when full it starts anew.
type wrapCache struct {
	mu    sync.Mutex
	lines map[wrapKey][]string
}

type wrapKey struct {
	text  string
	width int
}

const wrapCacheSize = 4096

// Wrap breaks text from outside into lines of at most width cells (at least 2) where Chinese and English may be
// broken (UAX #14): no line begins with ，。）” nor ends with （“《. It cleans the text; style the lines afterwards and
// do not change the slice: it is kept for the next time.
func Wrap(text string, width int) []string {
	key := wrapKey{text, max(width, 2)}
	wrapped.mu.Lock()
	defer wrapped.mu.Unlock()
	if lines, ok := wrapped.lines[key]; ok {
		return lines
	}
	if len(wrapped.lines) >= wrapCacheSize {
		clear(wrapped.lines)
	}
	var lines []string
	for paragraph := range strings.SplitSeq(Clean(text), "\n") {
		lines = append(lines, wrapParagraph(paragraph, key.width)...)
	}
	lines = lines[:len(lines):len(lines)]
	wrapped.lines[key] = lines
	return lines
}

// Hang wraps text behind a first label ("1. "), with blanks of the same width on the lines after.
func Hang(label, text string, width int) []string {
	indent := Width(label)
	if indent > width-4 {
		return Wrap(ansi.Strip(label)+text, width)
	}
	var lines []string
	for i, line := range Wrap(text, width-indent) {
		if i == 0 {
			lines = append(lines, label+line)
		} else {
			lines = append(lines, blanks(indent)+line)
		}
	}
	return lines
}

func wrapParagraph(text string, width int) []string {
	var lines []string
	line, lineWidth := "", 0
	flush := func() {
		lines = append(lines, strings.TrimRight(line, " "))
		line, lineWidth = "", 0
	}
	rest, state := text, -1
	for len(rest) > 0 {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if w := Width(strings.TrimRight(segment, " ")); lineWidth > 0 && lineWidth+w > width {
			flush()
		}
		for Width(strings.TrimRight(segment, " ")) > width {
			var head string
			head, segment = force(segment, width)
			line = head
			flush()
		}
		line += segment
		lineWidth += Width(segment)
	}
	if line != "" || len(lines) == 0 {
		flush()
	}
	return lines
}

// force cuts a segment that is wider than a line; a closing mark goes to the next line with the character before it.
func force(segment string, width int) (head, rest string) {
	head = ansi.Truncate(segment, width, "")
	if head == "" { // a character wider than the line
		head, _, _, _ = uniseg.FirstGraphemeClusterInString(segment, -1)
	}
	rest = segment[len(head):]
	if strings.IndexAny(rest, closing) != 0 {
		return head, rest
	}
	last := ""
	for g := uniseg.NewGraphemes(head); g.Next(); {
		last = g.Str()
	}
	if len(last) < len(head) && width >= 6 {
		head = head[:len(head)-len(last)]
		rest = segment[len(head):]
	}
	return head, rest
}

// closing marks never begin a line.
const closing = "，。、；：？！）》」』】〕”’％,.;:?!)]}%"
