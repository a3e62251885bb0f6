package web_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"anquan.example/paicha/internal/debian"
)

// chromium finds the browser. Where it is missing it is installed, by who may; a test without a browser fails.
var chromium = sync.OnceValues(func() (string, error) {
	if path, there := installed(); there {
		return path, nil
	}
	err := debian.Install("", "chromium", "fonts-noto-cjk")
	if path, there := installed(); there {
		return path, nil
	}
	return "", fmt.Errorf("there is no Chromium: install chromium and fonts-noto-cjk (%v)", err)
})

func installed() (string, bool) {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "/snap/bin/chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path, true
		}
	}
	return "", false
}

// window is one person's browser window: nobody else's cookies, its own size.
type window struct {
	t      *testing.T
	ctx    context.Context
	url    string
	wide   int64
	high   int64
	mu     sync.Mutex
	faults []string // what the console said
}

// patience is how long anything on a page may take; this machine may be busy.
const patience = 60 * time.Second

// browser starts a headless Chromium that ends with the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	path, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	o := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU, chromedp.Flag("lang", "zh-CN"), chromedp.Flag("accept-lang", "zh-CN"),
		chromedp.WSURLReadTimeout(patience), chromedp.UserDataDir(t.TempDir()))
	if os.Getuid() == 0 {
		o = append(o, chromedp.NoSandbox)
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), o...)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(func() { end(); stop() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

// open opens a window of a size.
func open(t *testing.T, browser context.Context, url string, wide, high int64) *window {
	t.Helper()
	w := &window{t: t, url: url, wide: wide, high: high}
	var end context.CancelFunc
	w.ctx, end = chromedp.NewContext(browser, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.hear))
	t.Cleanup(end)
	if err := chromedp.Do(w.ctx); err != nil { // what comes later has a time limit, which must not be the window's own
		t.Fatalf("open a window: %v", err)
	}
	w.run("open a window", chromedp.EmulateViewport(wide, high))
	if *axe != "" { // which the pages' policy would not let run
		w.run("let axe-core in", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
			_, err := cdp.Call(ctx, t, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
			return err
		}))
	}
	return w
}

// hear keeps what should not be said: errors of scripts, and what the content security policy stopped. A form that is shown again, with what
// is to be mended, has a status of its own, which is no fault.
func (w *window) hear(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		w.faults = append(w.faults, "exception: "+ev.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeWarning {
			says := "console:"
			for _, a := range ev.Args {
				says += " " + string(a.Value) + a.Description
			}
			w.faults = append(w.faults, says)
		}
	case *log.EventEntryAdded:
		again := strings.Contains(ev.Entry.Text, "status of 422") || strings.Contains(ev.Entry.Text, "status of 409")
		if (ev.Entry.Level == log.EntryLevelError || ev.Entry.Level == log.EntryLevelWarning) && !again {
			w.faults = append(w.faults, fmt.Sprintf("%s: %s %s", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL))
		}
	}
}

// quiet fails when the console said something.
func (w *window) quiet() {
	w.t.Helper()
	w.mu.Lock()
	said := w.faults
	w.faults = nil
	w.mu.Unlock() // the browser is asked where it is below, and tells hear meanwhile
	for _, f := range said {
		w.t.Errorf("%s: %s", w.where(), f)
	}
}

func (w *window) run(what string, actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		w.stuck(what, err)
	}
}

// move does something that leads to another page, waits for it, and looks at it.
func (w *window) move(what string, actions ...chromedp.Action[chromedp.Void]) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, actions...); err != nil {
		w.stuck(what, err)
	}
	w.look()
}

// stuck says where and keeps a picture, when one is wanted.
func (w *window) stuck(what string, err error) {
	w.t.Helper()
	if errors.Is(err, context.DeadlineExceeded) {
		w.picture("stuck")
	}
	w.t.Fatalf("%s: %s: %v\n%s", w.where(), what, err, short(w.text()))
}

func short(s string) string { return s[:min(len(s), 2000)] }

func (w *window) where() string {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	at, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		return "a page"
	}
	return fmt.Sprintf("%s at %d", strings.TrimPrefix(at, w.url), w.wide)
}

func (w *window) text() string {
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.body ? document.body.innerText : ''"))
	if err != nil {
		return err.Error()
	}
	return text
}

// read evaluates something on a page.
func read[T any](w *window, expression string, how ...chromedp.EvaluateOption) T {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, how...))
	if err != nil {
		w.stuck("read "+short(expression), err)
	}
	return v
}

// visit goes to a page.
func (w *window) visit(path string) {
	w.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = w.url + path
	}
	w.move("go to "+path, chromedp.Navigate(path))
}

// follow clicks on what leads to another page.
func (w *window) follow(sel string) {
	w.t.Helper()
	w.move("follow "+sel, chromedp.WaitVisible(chromedp.CSS(sel)), chromedp.Click(chromedp.CSS(sel)))
}

// unfold opens what is folded.
func (w *window) unfold(sel string) {
	w.t.Helper()
	w.run("unfold "+sel, chromedp.Click(chromedp.CSS(sel+" > summary")), chromedp.WaitVisible(chromedp.CSS(sel+" form")))
}

// fill fills in fields, by their selectors: pairs.
func (w *window) fill(pairs ...string) {
	w.t.Helper()
	for n := 0; n+1 < len(pairs); n += 2 {
		w.run("fill in "+pairs[n], chromedp.WaitVisible(chromedp.CSS(pairs[n])), chromedp.SetValue(chromedp.CSS(pairs[n]), pairs[n+1]))
	}
}

// choose gives a file to a field.
func (w *window) choose(sel, file string) {
	w.t.Helper()
	w.run("choose "+file, chromedp.SetUploadFiles(chromedp.CSS(sel), []string{file}))
}

// says waits until the page says something.
func (w *window) says(text string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](fmt.Sprintf("document.body.innerText.includes(%q)", text))); err != nil {
		w.stuck(fmt.Sprintf("wait for %q", text), err)
	}
}

// sees waits until something is there.
func (w *window) sees(sel string) {
	w.t.Helper()
	w.run("wait for "+sel, chromedp.WaitVisible(chromedp.CSS(sel)))
}

// saysNot fails when the page says something.
func (w *window) saysNot(text string) {
	w.t.Helper()
	if strings.Contains(w.text(), text) {
		w.t.Errorf("%s says %q", w.where(), text)
	}
}

// enter signs in.
func (w *window) enter(login string) {
	w.t.Helper()
	w.visit("/login")
	w.fill("#login", login, "#password", password)
	w.follow("main button[type=submit]")
	w.says("退出")
}

// pictures is where pictures go: PAICHA_PICTURES; "" nowhere.
var pictures = os.Getenv("PAICHA_PICTURES")

// kept keeps a picture in a window of that width; docs/pages has them:
//
//	PAICHA_PICTURES=../../docs/pages go test ./park/web -run TestMainPaths
func (w *window) kept(name string, wide int64) {
	w.t.Helper()
	if w.wide == wide {
		w.picture(name)
	}
}

// picture keeps what is seen, from the top of the page, at most two windows high.
func (w *window) picture(name string) {
	w.t.Helper()
	if pictures == "" {
		return
	}
	high := min(read[float64](w, "document.documentElement.scrollHeight"), 2*float64(w.high))
	beyond := true
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	shot, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) (page.CaptureScreenshotResult, error) {
		return cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &beyond, Clip: &page.Viewport{Width: float64(w.wide), Height: high, Scale: 1}})
	})
	if err != nil {
		w.t.Fatal(err)
	}
	data, err := small(shot.Data)
	if err != nil {
		w.t.Fatal(err)
	}
	file := fmt.Sprintf("%s/%s-%d.png", pictures, name, w.wide)
	if err := os.WriteFile(file, data, 0o644); err != nil {
		w.t.Fatal(err)
	}
}
