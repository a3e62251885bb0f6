package hook

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

var admin = account.Person{Login: "zhao", Name: "园区赵某某", Role: account.Admin}

// receiver is somebody's program.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex // guards the next
	status int
	got    []*http.Request
	bodies []string
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{status: 204}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.got, r.bodies = append(r.got, q), append(r.bodies, string(body))
		if r.status == http.StatusFound {
			w.Header().Set("Location", "http://127.0.0.1:1/")
		}
		w.WriteHeader(r.status)
		_, _ = io.WriteString(w, "said \x1b[31mthis") // the client may have gone
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) answers(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = status
}

func (r *receiver) count() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.got)
}

type desk struct {
	*Hooks
	t   *testing.T
	db  *sqldb.DB
	now time.Time
}

func each(t *testing.T, f func(d *desk)) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		d := &desk{t: t, db: open(), now: time.Now().Truncate(time.Second)}
		d.Hooks = New(d.db, Options{Now: func() time.Time { return d.now }, Private: true})
		f(d)
	})
}

func (d *desk) queue(event string, data Data) {
	d.t.Helper()
	if err := d.db.Write(d.t.Context(), func(tx *sqldb.Tx) error { return d.Queue(tx, event, data) }); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) deliver(want int) {
	d.t.Helper()
	for n := 0; ; {
		k, err := d.Deliver(d.t.Context())
		if err != nil {
			d.t.Fatal(err)
		}
		if n += k; k == 0 {
			if n != want {
				d.t.Fatalf("%d tries, want %d", n, want)
			}
			return
		}
	}
}

func (d *desk) last(hook string) Delivery {
	d.t.Helper()
	all, err := d.Deliveries(d.t.Context(), hook, "", 1)
	if err != nil || len(all) != 1 {
		d.t.Fatalf("deliveries: %v, %v", all, err)
	}
	return all[0]
}

func TestAMessageIsSignedAndDeliveredOnce(t *testing.T) {
	each(t, func(d *desk) {
		r := newReceiver(d.t)
		h, secret, err := d.Add(d.t.Context(), admin, r.URL+"/hook", []string{"finding.closed"})
		if err != nil {
			d.t.Fatal(err)
		}
		d.queue("finding.created", Data{Finding: "f1"}) // not wanted
		d.queue("finding.closed", Data{Finding: "f2", Status: "closed"})
		d.deliver(1)
		d.deliver(0)
		verifier, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			d.t.Fatal(err)
		}
		if err := verifier.Verify([]byte(r.bodies[0]), r.got[0].Header); err != nil {
			d.t.Error(err)
		}
		var m message
		if err := json.Unmarshal([]byte(r.bodies[0]), &m); err != nil || m.Type != "finding.closed" || m.Data.Finding != "f2" {
			d.t.Errorf("said %s: %v", r.bodies[0], err)
		}
		if l := d.last(h.ID); !l.Done() || l.Attempts != 1 || strings.ContainsRune(l.Answer, 0x1b) {
			d.t.Errorf("delivery: %+v", l)
		}
	})
}

func TestAChangeThatFailedTellsNobody(t *testing.T) {
	each(t, func(d *desk) {
		r := newReceiver(d.t)
		if _, _, err := d.Add(d.t.Context(), admin, r.URL, nil); err != nil {
			d.t.Fatal(err)
		}
		broke := errors.New("broke")
		if err := d.db.Write(d.t.Context(), func(tx *sqldb.Tx) error {
			return errors.Join(d.Queue(tx, "finding.created", Data{}), broke)
		}); !errors.Is(err, broke) {
			d.t.Fatal(err)
		}
		d.deliver(0)
	})
}

func TestTriesAndReplay(t *testing.T) {
	each(t, func(d *desk) {
		r := newReceiver(d.t)
		h, _, err := d.Add(d.t.Context(), admin, r.URL, nil)
		if err != nil {
			d.t.Fatal(err)
		}
		r.answers(503)
		d.queue("finding.edited", Data{})
		d.deliver(1)
		for n, wait := range retries {
			d.now = d.now.Add(wait - time.Second)
			d.deliver(0)
			d.now = d.now.Add(time.Second)
			d.deliver(1)
			if l := d.last(h.ID); l.Attempts != n+2 || l.Status != 503 {
				d.t.Fatalf("after try %d: %+v", n+2, l)
			}
		}
		if l := d.last(h.ID); !l.Next.IsZero() || l.Done() {
			d.t.Errorf("given up: %+v", l)
		}
		d.now = d.now.Add(100 * time.Hour)
		d.deliver(0)
		r.answers(200)
		if err := d.Replay(d.t.Context(), h.ID, d.last(h.ID).ID); err != nil {
			d.t.Fatal(err)
		}
		d.deliver(1)
		if l := d.last(h.ID); !l.Done() {
			d.t.Errorf("replayed: %+v", l)
		}
		if a, b := r.got[0].Header.Get("webhook-id"), r.got[len(r.got)-1].Header.Get("webhook-id"); a != b {
			d.t.Errorf("replayed as another message: %s, %s", a, b)
		}
		if err := d.Replay(d.t.Context(), h.ID, "msg_none"); !errors.Is(err, ErrUnknown) {
			d.t.Errorf("replay of none: %v", err)
		}
	})
}

func TestAReceiverThatIsGoneIsSwitchedOff(t *testing.T) {
	each(t, func(d *desk) {
		r := newReceiver(d.t)
		h, _, err := d.Add(d.t.Context(), admin, r.URL, nil)
		if err != nil {
			d.t.Fatal(err)
		}
		r.answers(http.StatusGone)
		d.queue("finding.edited", Data{})
		d.deliver(1)
		all, err := d.List(d.t.Context())
		if err != nil || all[0].Active {
			d.t.Errorf("still on: %+v, %v", all, err)
		}
		r.answers(200)
		if err := d.SetActive(d.t.Context(), admin, h.ID, true); err != nil {
			d.t.Fatal(err)
		}
		if err := d.Test(d.t.Context(), h.ID); err != nil {
			d.t.Fatal(err)
		}
		d.deliver(1)
		r.answers(http.StatusFound) // nobody is followed elsewhere
		d.queue("finding.edited", Data{})
		d.deliver(1)
		if l := d.last(h.ID); l.Status != http.StatusFound {
			d.t.Errorf("a redirect: %+v", l)
		}
	})
}

// Two parkd on one database send a message once.
func TestTwoSendersSendOnce(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		r := newReceiver(t)
		now := time.Now()
		var all []*Hooks
		for range 2 {
			all = append(all, New(open(), Options{Now: func() time.Time { return now }, Private: true}))
		}
		if _, _, err := all[0].Add(t.Context(), admin, r.URL, nil); err != nil {
			t.Fatal(err)
		}
		for range 20 {
			if err := all[0].db.Write(t.Context(), func(tx *sqldb.Tx) error { return all[0].Queue(tx, "finding.edited", Data{}) }); err != nil {
				t.Fatal(err)
			}
		}
		var under sync.WaitGroup
		for _, h := range all {
			under.Go(func() {
				for n := 1; n > 0; {
					var err error
					if n, err = h.Deliver(context.Background()); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		under.Wait()
		if n := r.count(); n != 20 {
			t.Errorf("%d posts of 20 messages", n)
		}
	})
}

// One receiver that does not answer holds up nobody else.
func TestASlowReceiverHoldsUpNobody(t *testing.T) {
	each(t, func(d *desk) {
		release := make(chan struct{})
		slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
		defer slow.Close()
		quick := newReceiver(d.t)
		for _, url := range []string{slow.URL, quick.URL} {
			if _, _, err := d.Add(d.t.Context(), admin, url, nil); err != nil {
				d.t.Fatal(err)
			}
		}
		d.queue("finding.edited", Data{})
		ended := make(chan error)
		go func() {
			_, err := d.Deliver(context.Background())
			ended <- err
		}()
		for quick.count() == 0 { // it is told while the other one is silent
			select {
			case err := <-ended:
				d.t.Fatalf("ended before the slow one answered: %v", err)
			default:
			}
		}
		close(release)
		if err := <-ended; err != nil {
			d.t.Error(err)
		}
	})
}

func TestAddressesThatAreNotOfTheInternet(t *testing.T) {
	for _, address := range []string{"127.0.0.1:443", "10.1.2.3:443", "172.16.0.1:443", "192.168.1.1:443", "169.254.169.254:80", "100.64.0.1:443", "0.0.0.0:443", "224.0.0.1:443", "255.255.255.255:443",
		"[::1]:443", "[::]:443", "[fe80::1%eth0]:443", "[fc00::1]:443", "[::ffff:127.0.0.1]:443", "[::ffff:10.0.0.1]:443", "[64:ff9b::7f00:1]:443", "[2002:7f00:1::]:443", "[ff02::1]:443", "198.18.0.1:443", "240.0.0.1:443", "nonsense"} {
		if public(address) == nil {
			t.Errorf("%s was let through", address)
		}
	}
	for _, address := range []string{"1.1.1.1:443", "[2606:4700::1111]:443"} {
		if err := public(address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	r := newReceiver(t)
	// a name that leads to a private address is refused when it is connected to
	_, err := client(false).Get(strings.Replace(r.URL, "127.0.0.1", "localhost", 1))
	if err == nil || !strings.Contains(err.Error(), "not of the internet") || r.count() > 0 {
		t.Errorf("localhost: %v, %d posts", err, r.count())
	}
}

func TestAddressesOfWebhooks(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		h := New(open(), Options{})
		for _, address := range []string{"", "ftp://a.example/", "http://a.example/", "https://user:pass@a.example/", "https:///x", "javascript:alert(1)", "https://a.example/#x", "https://" + strings.Repeat("a", 600)} {
			if _, _, err := h.Add(t.Context(), admin, address, nil); !errors.Is(err, ErrURL) {
				t.Errorf("%q: %v", address, err)
			}
		}
		w, first, err := h.Add(t.Context(), admin, "https://a.example/hook", []string{"finding.closed"})
		if err != nil {
			t.Fatal(err)
		}
		second, err := h.Rotate(t.Context(), admin, w.ID)
		if err != nil || first == second {
			t.Errorf("rotated: %v", err)
		}
		if err := h.Drop(t.Context(), admin, w.ID); err != nil {
			t.Error(err)
		}
		if err := h.Drop(t.Context(), admin, w.ID); !errors.Is(err, ErrUnknown) {
			t.Errorf("dropped twice: %v", err)
		}
	})
}

// Who queues a message names the path of a page; where the park's pages are is the park's to say.
func TestAPathIsOneOfTheParks(t *testing.T) {
	each(t, func(d *desk) {
		d.o.Base = "https://park.example"
		h, _, err := d.Add(d.t.Context(), admin, "https://receiver.example/", nil)
		if err != nil {
			d.t.Fatal(err)
		}
		for at, want := range map[string]string{"/assessment/2026": "https://park.example/assessment/2026", "https://elsewhere.example/x": "https://elsewhere.example/x"} {
			d.queue("assessment.moved", Data{Year: 2026, Stage: "public", URL: at})
			if body := d.last(h.ID).Body; !strings.Contains(body, `"url":"`+want+`"`) || !strings.Contains(body, `"year":2026,"stage":"public"`) {
				d.t.Errorf("%s: %s", at, body)
			}
		}
	})
}
