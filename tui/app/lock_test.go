package app

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/tuitest"
)

// sealed is a desk of a locked home that has something to tell.
type sealed struct {
	*tuitest.Desk
	tells []error
}

func (sealed) Locked() bool { return true }

func (s *sealed) Notice() (error, bool) {
	if len(s.tells) == 0 {
		return nil, false
	}
	err := s.tells[0]
	s.tells = s.tells[1:]
	return err, true
}

// locked is a program whose home is locked with 194537; ticks is what waits for its time.
func locked(t *testing.T, size tuitest.Size, lang words.Lang, tells ...error) (p *program, ticks *[]tea.Msg) {
	t.Helper()
	ticks = &[]tea.Msg{}
	wrong := errors.New("wrong PIN")
	p = start(t, size, lang, func(o *Options) {
		open := o.Open
		o.Open = func(secret string) (tui.Desk, error) {
			switch secret {
			case "":
				return nil, &tui.Locked{Err: errors.New("locked")}
			case "194537":
				desk, err := open(secret)
				return &sealed{desk.(*tuitest.Desk), tells}, err
			}
			return nil, &tui.Locked{Err: wrong}
		}
		o.Unlock = func(secret string) error {
			if secret != "194537" {
				return wrong
			}
			return nil
		}
		o.Idle = 5 * time.Minute
		o.Tick = func(_ time.Duration, msg tea.Msg) tea.Cmd {
			*ticks = append(*ticks, msg)
			return nil
		}
	})
	tuitest.Record(t, p.desk, tuitest.Opened(tuitest.ID(1), tuitest.Plant(1)))
	return p, ticks
}

func TestLockFrames(t *testing.T) {
	tuitest.Frames(t, "lock", func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
		p, _ := locked(t, size, lang)
		p.Type("00000")
		p.Key("enter")
		p.Type("194")
		return p.Drive
	})
}

func TestALockedHomeAsksBeforeItShowsAnything(t *testing.T) {
	p, _ := locked(t, wide, words.Zh)
	plant := tuitest.Plant(1).Name
	p.Want("已锁")
	p.Lacks(plant, "wrong PIN")
	p.Key("n", "?") // letters are of a passphrase
	p.Key("esc")
	p.Type("000000")
	p.Key("enter")
	p.Want("wrong PIN")
	p.Lacks(plant)
	for _, key := range []string{"1", "9", "4", "5", "3", "8", "删除", "7", "开锁"} { // with gloves
		p.now = p.now.Add(time.Second)
		p.Tap(key)
	}
	p.Want(plant)
	p.Lacks("已锁")
}

func TestTheScreenLocksWhenNobodyTouchesIt(t *testing.T) {
	p, ticks := locked(t, wide, words.Zh)
	p.Type("194537")
	p.Key("enter")
	tick := func() {
		t.Helper()
		if len(*ticks) != 1 {
			t.Fatalf("%d ticks are waited for", len(*ticks))
		}
		msg := (*ticks)[0]
		*ticks = nil
		p.Send(msg)
	}
	p.now = p.now.Add(4 * time.Minute)
	p.Key("down")
	p.now = p.now.Add(time.Minute)
	tick()
	p.Lacks("已锁")
	p.now = p.now.Add(4 * time.Minute)
	tick()
	p.Want("已锁")
	p.Lacks(tuitest.Plant(1).Name)
	p.Key("enter", "esc")
	p.Type("194530")
	p.Key("enter")
	p.Want("已锁", "wrong PIN")
	p.Paste("194537")
	p.Key("enter")
	p.Want(tuitest.Plant(1).Name)
	p.Key("ctrl+l")
	p.Want("已锁")
	p.Lacks(tuitest.Plant(1).Name)
	p.Key("ctrl+c")
	if !p.Quit {
		t.Error("ctrl+c does not quit")
	}
}

func TestWhatTheStoreTellsIsShownOneByOne(t *testing.T) {
	p, _ := locked(t, wide, words.Zh, errors.New("the disk is nearly full"), errors.New("the clock was set back"))
	p.Type("194537")
	p.Key("enter")
	p.Want("后面还有 1 条", "nearly full")
	p.Key("esc")
	p.Want("clock was set back")
	p.Lacks("nearly full")
	p.Key("n", "s") // a save does not take it away
	p.Want("clock was set back", "已存")
	p.Key("esc")
	p.Lacks("clock was set back")
}

// On a full disk a new version's criteria cannot be kept: what is there goes on, nothing new begins.
func TestWithoutRoomForTheCriteriaWhatIsThereGoesOn(t *testing.T) {
	p := start(t, wide, words.Zh, func(o *Options) {
		o.Library = func() (*checklist.Library, error) { return nil, &tui.Unkept{Err: errors.New("no space left")} }
	})
	p.Want("no space left")
	p.Lacks("数据打不开")
	p.Key("esc", "n")
	if len(p.probes) != 0 {
		t.Error("a new inspection was begun")
	}
}
