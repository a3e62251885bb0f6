package app

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
	"anquan.example/paicha/tui/widget"
)

// probe is a screen that does what a test wants of it.
type probe struct {
	deps   *tui.Deps
	page   tui.Page
	typing bool
	keys   []tui.Binding
	got    []string // what Update was given
	width  int
	height int
	field  *widget.Field
}

func (p *probe) Init() tea.Cmd { p.got = append(p.got, "init"); return nil }

func (p *probe) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.got = append(p.got, widget.Key(msg))
		if p.typing {
			p.field.Update(msg)
			return nil
		}
		switch widget.Key(msg) {
		case "s":
			return p.deps.Record(p.page, tuitest.Opened(tuitest.ID(7), tuitest.Plant(1)))
		case "g":
			return tui.Say(tui.Goto{Page: tui.Page{Kind: tui.List, ID: "below"}})
		case "r":
			return tui.Say(tui.Replace{Page: tui.Page{Kind: tui.List, ID: "instead"}})
		case "x":
			return tui.Say(tui.Goto{Page: tui.Page{Kind: "unheard"}})
		}
	default:
		p.got = append(p.got, strings.TrimPrefix(fmt.Sprintf("%T", msg), "tui."))
	}
	return nil
}

func (p *probe) View() tui.Frame {
	var f tui.Frame
	f.Tap("tapped", 20, "page "+p.page.ID, "second line", "")
	if p.typing {
		f.Append(p.field.View(p.deps.Look(), p.width))
	}
	return f
}

func (p *probe) SetSize(w, h int)    { p.width, p.height = w, h }
func (p *probe) Keys() []tui.Binding { return p.keys }
func (p *probe) Typing() bool        { return p.typing }

type program struct {
	*tuitest.Drive
	model  *Model
	desk   *tuitest.Desk
	now    time.Time
	probes []*probe
}

// start is a program of which all pages but home are probes.
func start(t *testing.T, size tuitest.Size, lang words.Lang, change func(*Options)) *program {
	t.Helper()
	p := &program{now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)}
	lib := tuitest.SampleLibrary()
	p.desk = tuitest.NewDesk("tablet A", lib, tuitest.NewClock().Now)
	o := Options{
		Words: words.In(lang), Open: func(string) (tui.Desk, error) { return p.desk, nil },
		Library: func() (*checklist.Library, error) { return lib, nil },
		Now:     func() time.Time { return p.now }, NewID: tuitest.NewIDs(), Colourless: true,
	}
	if change != nil {
		change(&o)
	}
	table := map[tui.Kind]tui.Maker{tui.Home: makers[tui.Home]}
	for _, k := range tui.Kinds()[1:] {
		table[k] = func(deps *tui.Deps, page tui.Page) tui.Screen {
			s := &probe{deps: deps, page: page, field: widget.NewField("f", "field", 1)}
			s.field.Focus()
			p.probes = append(p.probes, s)
			return s
		}
	}
	p.model = newWith(o, table)
	p.Drive = tuitest.New(t, p.model, size.Width, size.Height)
	return p
}

func (p *program) last() *probe { return p.probes[len(p.probes)-1] }

var wide = tuitest.Size{Width: 80, Height: 24}

func TestEveryKindHasAMaker(t *testing.T) {
	for _, k := range tui.Kinds() {
		if makers[k] == nil {
			t.Errorf("no screen for pages of kind %q: add a line to makers", k)
		}
	}
}

func TestFrames(t *testing.T) {
	draw := func(lead func(*program)) func(*testing.T, tuitest.Size, words.Lang) *tuitest.Drive {
		return func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
			p := start(t, size, lang, nil)
			lead(p)
			return p.Drive
		}
	}
	tuitest.Frames(t, "home", draw(func(p *program) {
		tuitest.Record(t, p.desk, tuitest.Opened(tuitest.ID(1), tuitest.Plant(1)))
		p.Send(tui.Back{})
		p.Send(tui.Addressed{Page: tui.Page{Kind: tui.Home}, Msg: tui.Returned{}})
	}))
	tuitest.Frames(t, "help", draw(func(p *program) { p.Key("?") }))
	tuitest.Frames(t, "trouble", draw(func(p *program) {
		p.Key("n")
		p.desk.Fail = errors.New("append op: write journal: no space left on device: free some space, then try again")
		p.Key("s")
	}))
}

func TestFirstFrameDoesNotWaitForTheStore(t *testing.T) {
	p := &program{}
	m := New(Options{Words: words.In(words.Zh), Now: func() time.Time { return p.now }, Open: func(string) (tui.Desk, error) {
		t.Error("opened before the first frame")
		return nil, nil
	}})
	m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	if text := m.View().Content; !strings.Contains(text, words.In(words.Zh).Home.Opening) {
		t.Errorf("first frame:\n%s", text)
	}
}

func TestOpenErrorStays(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"store": func(o *Options) {
			o.Open = func(string) (tui.Desk, error) { return nil, errors.New("journal is locked\x1b[2J") }
		},
		"library": func(o *Options) {
			o.Library = func() (*checklist.Library, error) { return nil, errors.New("journal is locked") }
		},
	} {
		p := start(t, wide, words.Zh, change)
		p.Key("n", "x", "?")
		p.TapAt(5, 20)
		p.Want("数据打不开：journal is locked", "数据仍在盘上")
		if p.Quit {
			t.Errorf("%s: quit by itself", name)
		}
		p.Key("q")
		if !p.Quit {
			t.Errorf("%s: q does not quit", name)
		}
	}
}

func TestPagesStack(t *testing.T) {
	p := start(t, wide, words.Zh, nil)
	p.Key("n")
	first := p.last()
	p.Want("page", "< 返回", "新建检查")
	p.Key("g")
	p.Want("page below")
	p.Key("r")
	p.Want("page instead")
	p.Key("esc")
	if got := first.got[len(first.got)-1]; got != "Returned" {
		t.Errorf("the page below was told %q", got)
	}
	p.Key("esc")
	p.Want("还没有检查")
	p.Lacks("< 返回")
	p.Key("esc")
	p.Want("还没有检查")
	if p.Quit {
		t.Error("esc on home quits")
	}
	p.Key("n", "x")
	p.Want("unheard")
}

func TestResultsFindTheirPage(t *testing.T) {
	p := start(t, wide, words.Zh, nil)
	p.Key("n")
	behind := p.last()
	p.Key("g")
	p.Send(tui.Addressed{Page: behind.page, Msg: tui.Exported{}})
	if behind.got[len(behind.got)-1] != "Exported" {
		t.Errorf("the page behind got %q", behind.got)
	}
	left := p.last()
	p.Key("esc")
	n := len(left.got)
	p.Send(tui.Addressed{Page: left.page, Msg: tui.Exported{}})
	if len(left.got) != n {
		t.Error("a page that was left got a late answer")
	}
	p.Key("g")
	p.Send(tui.Addressed{Page: behind.page, Msg: tui.Back{}})
	p.Want("page below")
}

func TestSavedIsSaidOnlyWhenItIs(t *testing.T) {
	p := start(t, wide, words.Zh, nil)
	p.Key("n")
	p.Lacks("已存", "未存")
	p.desk.Fail = errors.New("no space left on device")
	p.Key("s")
	p.Want("未存", "磁盘已满")
	p.Lacks("已存")
	if got := p.last().got; got[len(got)-1] != "Recorded" {
		t.Errorf("the page was not told: %q", got)
	}
	p.Key("a")
	p.Want("磁盘已满") // stays
	p.desk.Fail = nil
	p.Key("s")
	p.Want("已存 09:30:00")
	p.Lacks("未存", "no space")
}

func TestErrorBarIsDismissed(t *testing.T) {
	for _, how := range []func(*program){
		func(p *program) { p.Key("esc") },
		func(p *program) { p.Tap("[ 知道了 ]") },
	} {
		p := start(t, wide, words.Zh, nil)
		p.Key("n")
		before := p.last().height
		p.Send(tui.Trouble{Err: errors.New(strings.Repeat("长长的错误", 100))})
		p.Want("出错")
		if p.last().height >= before {
			t.Error("the error bar covers the page instead of taking room from it")
		}
		how(p)
		p.Lacks("出错")
		p.Want("新建检查")
	}
}

func TestTypingKeepsItsKeysAndItsSight(t *testing.T) {
	p := start(t, wide, words.Zh, nil)
	p.Key("n")
	s := p.last()
	s.typing = true
	p.Type("q?n安")
	p.Key("esc")
	if strings.Join(s.got, " ") != "init q ? n 安 esc" || s.field.Value() != "q?n安" {
		t.Errorf("got %q, value %q", s.got, s.field.Value())
	}
	p.desk.Fail = errors.New("no space left on device")
	p.Send(tui.Trouble{Err: p.desk.Fail})
	p.Want("q?n安", "磁盘已满")
	v := p.View()
	if v.Cursor == nil || v.Cursor.X != 5 || v.Cursor.Y != 5 {
		t.Errorf("caret %+v", v.Cursor)
	}
	p.Key("ctrl+c")
	if !p.Quit {
		t.Error("ctrl+c does not quit while typing")
	}
}

func TestAPageOwnsTheKeysItLists(t *testing.T) {
	p := start(t, wide, words.Zh, nil)
	p.Key("n")
	s := p.last()
	s.keys = []tui.Binding{{Keys: []string{"esc"}, What: "close the box", Footer: true}, {Keys: []string{"?"}, What: "ask"}}
	p.Key("esc", "?", "？")
	if strings.Join(s.got, " ") != "init esc ? ?" {
		t.Errorf("got %q", s.got)
	}
	p.Want("close the box")
	p.Tap("close the box")
	if s.got[len(s.got)-1] != "esc" || len(s.got) != 5 {
		t.Errorf("a tap on the footer gave %q", s.got)
	}
}

func TestHelp(t *testing.T) {
	for _, closing := range []string{"esc", "x", "？"} {
		p := start(t, wide, words.Zh, nil)
		p.Key("？")
		p.Want("按键", "本页", "1-9", "选第几行", "没有选中的检查")
		n := len(p.probes)
		p.Key(closing)
		p.Lacks("选第几行")
		if len(p.probes) != n {
			t.Errorf("%s acted under the help", closing)
		}
	}
	p := start(t, tuitest.Size{Width: 40, Height: 15}, words.Zh, nil)
	p.Key("?")
	p.Key("end")
	p.Want("任意键或点一下关闭")
	p.Tap("任意键")
	p.Lacks("任意键")
}

func TestTaps(t *testing.T) {
	p := start(t, wide, words.Zh, nil)
	p.Tap("n 新建")
	s := p.last()
	p.now = p.now.Add(time.Second)
	p.Tap("second line")
	p.now = p.now.Add(100 * time.Millisecond)
	p.Tap("second line") // bounce
	p.now = p.now.Add(300 * time.Millisecond)
	p.Tap("second line")
	if strings.Join(s.got, " ") != "init string string" {
		t.Errorf("got %q", s.got)
	}
	p.TapAt(60, 12)
	p.Wheel(10, 10, 1)
	p.Send(tea.MouseClickMsg{X: 2, Y: 2, Button: tea.MouseRight})
	p.Send(tea.MouseMotionMsg{X: 2, Y: 2, Button: tea.MouseLeft})
	if strings.Join(s.got[3:], " ") != "widget.TapMsg widget.WheelMsg" {
		t.Errorf("got %q", s.got)
	}
	p.now = p.now.Add(time.Second)
	p.Tap("< 返回")
	p.Want("还没有检查")
}

// A tap that opens a page must not press what comes to lie under the finger.
func TestBounceAcrossPages(t *testing.T) {
	p := start(t, wide, words.Zh, nil)
	p.Key("n")
	s := p.last()
	p.Tap("page")
	p.now = p.now.Add(50 * time.Millisecond)
	p.Key("g")
	p.Tap("page")
	if below := p.last(); len(below.got) != 1 {
		t.Errorf("the new page got %q", below.got)
	}
	if s.got[1] != "string" {
		t.Errorf("got %q", s.got)
	}
}

func TestTooSmall(t *testing.T) {
	p := start(t, tuitest.Size{Width: 39, Height: 24}, words.Zh, nil)
	p.Want("窗口太小", "40 列 15 行")
	p.Key("n", "q")
	if len(p.probes) != 0 || p.Quit {
		t.Error("acted on what cannot be seen")
	}
	for _, size := range []tuitest.Size{{Width: 80, Height: 14}, {Width: 3, Height: 2}, {Width: 1, Height: 1}} {
		p.Resize(size.Width, size.Height)
	}
	p.Resize(40, 15)
	p.Want("还没有检查")
	p.Resize(10, 10)
	p.Key("ctrl+c")
	if !p.Quit {
		t.Error("ctrl+c does not quit")
	}
}

func TestBackgroundChoosesTheTheme(t *testing.T) {
	p := start(t, wide, words.Zh, func(o *Options) { o.Colourless = false })
	dark := p.View().Content
	p.Send(tea.BackgroundColorMsg{Color: white{}})
	if p.View().Content == dark || p.model.deps.Theme.Name != "light" {
		t.Errorf("theme %s on white", p.model.deps.Theme.Name)
	}
	p = start(t, wide, words.Zh, nil)
	p.Send(tea.BackgroundColorMsg{Color: white{}})
	if p.model.deps.Theme.Name != "plain" {
		t.Errorf("theme %s without colours", p.model.deps.Theme.Name)
	}
}

func TestThemeByName(t *testing.T) {
	for name, ground := range map[string]bool{"light": true, "dark": true, "plain": false} {
		p := start(t, wide, words.Zh, func(o *Options) { o.Colourless, o.Theme = false, name })
		p.Send(tea.BackgroundColorMsg{Color: white{}})
		if v := p.View(); p.model.deps.Theme.Name != name || (v.BackgroundColor != nil) != ground {
			t.Errorf("asked for %s: theme %s, ground %v", name, p.model.deps.Theme.Name, v.BackgroundColor)
		}
	}
}

type white struct{}

func (white) RGBA() (r, g, b, a uint32) { return 0xffff, 0xffff, 0xffff, 0xffff }

func TestViewAsksForTouchAndNothingMore(t *testing.T) {
	v := start(t, wide, words.Zh, nil).View()
	if !v.AltScreen || v.MouseMode != tea.MouseModeCellMotion {
		t.Errorf("alt screen %v, mouse mode %v", v.AltScreen, v.MouseMode)
	}
}

func TestMessagesAreLogged(t *testing.T) {
	var log strings.Builder
	p := start(t, wide, words.Zh, func(o *Options) { o.Log = &log })
	p.Key("n")
	if !strings.Contains(log.String(), "tea.KeyPressMsg\n") || !strings.Contains(log.String(), "tui.Goto\n") {
		t.Errorf("log:\n%s", log.String())
	}
}

// What a terminal shows after many small updates is what it would show drawn afresh.
func TestIncrementalScreenIsTheRepaintedOne(t *testing.T) {
	for i, size := range append(tuitest.Sizes, tuitest.Size{Width: 41, Height: 15}) {
		p := start(t, size, tuitest.Langs()[i%2], func(o *Options) { o.Colourless = i == 1 })
		for n := range 12 {
			plant := tuitest.Plant(n + 1)
			tuitest.Record(t, p.desk, tuitest.Opened(tuitest.ID(n+1), plant), &inspection.Found{
				ID: tuitest.ID(n + 1), Finding: tuitest.ID(100 + n), Level: inspection.SuspectedMajor, Description: "示例", Place: "仓库", Deadline: "2026-12-01"})
		}
		p.Send(tui.Addressed{Page: tui.Page{Kind: tui.Home}, Msg: tui.Returned{}})
		p.Then = func() { p.now = p.now.Add(time.Second) }
		tuitest.Incremental(t, p.Drive, uint64(i), 120, "n", "g", "s", "l", "c")
	}
}
