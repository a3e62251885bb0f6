package park_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/park"
	"anquan.example/paicha/tui/tuitest"
)

var page = tui.Page{Kind: tui.Sync}

func stage(t *testing.T, size tuitest.Size, lang words.Lang, now tui.ParkStatus) (*tuitest.Stage, *tuitest.Park) {
	t.Helper()
	deps, _ := tuitest.Deps(lang)
	p := &tuitest.Park{Now: now, Joined: tuitest.ParkStatus()}
	deps.Park = p
	return tuitest.NewStage(t, deps, page, park.New, size), p
}

// item is a code's words, as cmd/paicha makes them.
func item(lang words.Lang, what, code string) tui.ParkItem {
	s := words.In(lang).Code(code)
	return tui.ParkItem{What: what, Says: s.What, Todo: s.Todo}
}

func statuses(lang words.Lang) map[string]tui.ParkStatus {
	w := words.In(lang).Park
	running := tuitest.ParkStatus()
	running.State, running.Held, running.PhotosHeld = tui.ParkRunning, 38, 51
	running.Sent, running.Got, running.PhotosToGo, running.PhotosSent = 3, 120, 12, 4
	running.Bytes, running.Moved, running.Left = 31<<20, 9<<20, 72*time.Second
	running.Notes = []string{w.Notes["epoch"]}
	refused := tuitest.ParkStatus()
	refused.State, refused.Held, refused.PhotosHeld, refused.Videos, refused.Others, refused.OthersHeld = tui.ParkOffline, 36, 60, 1, 17, 12
	refused.Skew, refused.Problem = 26*time.Hour, item(lang, "", "offline")
	for n, code := range []string{"bad-signature", "bad-chain", "too-large", "newer-version"} {
		refused.Refused = append(refused.Refused, item(lang, fmt.Sprintf(w.Operation, fmt.Sprint(n+1)), code))
	}
	refused.Waiting = []tui.ParkItem{item(lang, "1a2b3c4d (2.3 MB)", "changed"), item(lang, "5e6f7081 (900 KB)", "no-room")}
	revoked := tuitest.ParkStatus()
	revoked.State, revoked.Held, revoked.Problem = tui.ParkBarred, 40, item(lang, "", "revoked")
	return map[string]tui.ParkStatus{"none": {State: tui.ParkNone}, "idle": tuitest.ParkStatus(), "running": running, "refused": refused, "revoked": revoked}
}

func TestFrames(t *testing.T) {
	for name := range statuses(words.Zh) {
		tuitest.Frames(t, name, func(t *testing.T, size tuitest.Size, lang words.Lang) *tuitest.Drive {
			s, _ := stage(t, size, lang, statuses(lang)[name])
			return s.Drive
		})
	}
}

func TestEnrol(t *testing.T) {
	s, p := stage(t, tuitest.Sizes[0], words.Zh, tui.ParkStatus{State: tui.ParkNone})
	if !s.Screen.Typing() {
		t.Error("the field has no caret")
	}
	if c := s.View().Cursor; c == nil || c.Y > 12 {
		t.Errorf("caret at %+v: not in the upper half", c)
	}
	s.Key("enter")
	if len(p.Asked) != 0 {
		t.Error("nothing was entered, and it was asked")
	}
	p.Fail = errors.New("邀请码不对、用过了，或过期了\n核对邀请码")
	s.Type("https://192.0.2.10:8443 abcd efgh")
	s.Tap("enter 登记")
	s.Want("邀请码不对", "核对邀请码", "https://192.0.2.10:8443#ABCDEFGH")
	p.Fail = nil
	s.Key("enter")
	if want := []string{"https://192.0.2.10:8443#ABCDEFGH", "https://192.0.2.10:8443#ABCDEFGH"}; !slices.Equal(p.Asked, want) {
		t.Errorf("asked %q", p.Asked)
	}
	s.Want("示例化工园区", "园区已收 41/41 条", "全部都在园区")
	if s.Screen.Typing() {
		t.Error("still typing")
	}
}

func TestEscLeavesTheField(t *testing.T) {
	s, _ := stage(t, tuitest.Sizes[2], words.Zh, tui.ParkStatus{State: tui.ParkNone})
	s.Key("esc")
	if !s.Went {
		t.Error("esc does not leave")
	}
	s, _ = stage(t, tuitest.Sizes[2], words.Zh, tuitest.ParkStatus())
	s.Key("e")
	s.Want("重新登记")
	s.Key("esc")
	if s.Went || s.Screen.Typing() {
		t.Error("esc leaves the page, not the field")
	}
}

func TestButtonsAndKeys(t *testing.T) {
	s, p := stage(t, tuitest.Sizes[0], words.Zh, tuitest.ParkStatus())
	s.Key("y")
	s.Tap("立即同步")
	s.Key("v")
	s.Want("[不送视频]")
	s.Tap("不送视频")
	if want := []string{"sync", "sync", "videos", "no videos"}; !slices.Equal(p.Asked, want) {
		t.Errorf("asked %q", p.Asked)
	}
	s.Tap("无网怎么办")
	s.Want("paicha bundle export")
	s.Key("esc")
	s.Lacks("paicha bundle export")
}

// What changes is shown; what is refused can be read to its end by keys and by taps.
func TestStatusesAreShown(t *testing.T) {
	s, _ := stage(t, tuitest.Sizes[0], words.Zh, tui.ParkStatus{})
	all := statuses(words.Zh)
	s.Send(tui.ParkMsg{Status: all["running"]})
	s.Want("园区已收 38/41 条", "照片 4/12 张", "约剩 1 分钟", "(立即同步)")
	s.Send(tui.ParkMsg{Status: all["refused"]})
	for range 10 {
		s.Key("pgdown")
	}
	s.Want("5e6f7081", "园区的磁盘快满了")
	s.Send(tui.ParkMsg{Status: tui.ParkStatus{State: tui.ParkNone}})
	s.Want("还没有在园区登记")
}

func TestNothingFromOutsideDrivesTheTerminal(t *testing.T) {
	evil := tuitest.ParkStatus()
	evil.Park, evil.Device, evil.URL, evil.Notes = "园\x1b[2J区", "\x1b]0;x\a", "https://x\r\n", []string{"\x1b[31m"}
	evil.Refused = []tui.ParkItem{{What: "\x1b[5n", Says: "\x07", Todo: "\u009b2J"}}
	s, _ := stage(t, tuitest.Sizes[1], words.Zh, evil)
	if text := s.View().Content; strings.ContainsAny(text, "\a\r\u009b") || strings.Contains(text, "\x1b[2J") || strings.Contains(text, "\x1b]0") {
		t.Errorf("%q", text)
	}
}

func TestTidy(t *testing.T) {
	for in, want := range map[string]string{
		"https://p.example:8443#ABCD-EFGH":      "https://p.example:8443#ABCD-EFGH",
		" https://p.example:8443#abcd-efgh\n":   "https://p.example:8443#ABCD-EFGH",
		"https://p.example:8443 abcd efgh":      "https://p.example:8443#ABCDEFGH",
		"ｈｔｔｐｓ：／／ｐ。ｅｘａｍｐｌｅ＃ＡＢＣＤ－ＥＦＧＨ":           "https://p.example#ABCD-EFGH",
		"邀请码：HTTPS://P.example:8443/#ABCD-EFGH": "https://p.example:8443#ABCD-EFGH",
		"p.example:8443#ABCD-EFGH":              "p.example:8443#ABCD-EFGH",
		"":                                      "",
		"abc":                                   "abc",
	} {
		if got := park.Tidy(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
