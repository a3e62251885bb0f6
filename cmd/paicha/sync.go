package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/store"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// enrol is "paicha enrol INVITATION".
func (p *program) enrol() *cobra.Command {
	return &cobra.Command{
		Use: "enrol INVITATION", Short: p.w.Park.EnrolCmd, Long: p.w.Park.EnrolLong, Args: exactly(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withStore(func(s *store.Store) error {
				peer, err := p.enrolAt(cmd.Context(), s, args[0])
				if err != nil {
					return parkError(p.w, err)
				}
				w := p.w.Park
				_, err = fmt.Fprintf(p.out, w.Enrolled+"\n"+w.EnrolledAs+"\n%s\n", plain(peer.Park.Name), plain(peer.URL),
					plain(deviceName(p.w, peer.Device)), w.Trust(peer.URL, len(peer.Pin) > 0))
				return err
			})
		},
	}
}

// deviceName is whose device it is and how the park calls it.
func deviceName(w *words.Words, d wire.Device) string {
	name := d.Name
	if d.Person != "" {
		name = fmt.Sprintf(w.Park.PersonDevice, d.Person, d.Name)
	}
	if name == "" {
		name = d.Feed.String()[:8]
	}
	return name
}

// parkError is an error of the park or the way to it in words, with what to do next.
func parkError(w *words.Words, err error) error {
	says, todo := whyIn(w, err)
	if todo == "" {
		return errors.New(says)
	}
	return fmt.Errorf("%s\n%s", says, todo)
}

// whyIn says why a sync ended, and what to do.
func whyIn(w *words.Words, err error) (says, todo string) {
	code := client.Why(err)
	if code == "" {
		return w.Error(err), ""
	}
	return codeIn(w, string(code))
}

func codeIn(w *words.Words, code string) (says, todo string) {
	s := w.Code(code)
	if strings.Contains(s.What, "%s") {
		s.What = fmt.Sprintf(s.What, code)
	}
	return s.What, s.Todo
}

// syncs is "paicha sync".
func (p *program) syncs() *cobra.Command {
	var watch, asJSON, videos bool
	var near nearby
	c := &cobra.Command{
		Use: "sync", Short: p.w.Park.SyncCmd, Long: p.w.Park.SyncLong, Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withStore(func(s *store.Store) error {
				if near.wanted() {
					near.videos = videos
					if _, err := s.KeepLibrary(paicha.Checklists); err != nil {
						return err
					}
					return p.nearby(cmd.Context(), tabletOf(s), near)
				}
				e, err := p.engine(s, client.Options{Videos: videos, Now: p.now})
				if err != nil {
					return parkError(p.w, err)
				}
				// what others of this version of the program answered can be read then
				if _, err := s.KeepLibrary(paicha.Checklists); err != nil {
					return err
				}
				once := &syncOnce{p: p, s: s, e: e, json: asJSON}
				if watch {
					return once.watch(cmd.Context())
				}
				return once.report(e.Sync(cmd.Context()))
			})
		},
	}
	c.Flags().BoolVar(&watch, "watch", false, p.w.Park.FlagWatch)
	c.Flags().BoolVar(&asJSON, "json", false, p.w.CLI.FlagJSON)
	c.Flags().BoolVar(&videos, "videos", false, p.w.Park.FlagVideos)
	near.flags(c, p.w)
	return c
}

// syncOnce tells what syncs gave.
type syncOnce struct {
	p    *program
	s    *store.Store
	e    *client.Engine
	json bool
}

// Sync is one sync of --watch: a line, and what needs somebody's attention.
func (o *syncOnce) Sync(ctx context.Context) error {
	err := o.e.Sync(ctx)
	if ctx.Err() != nil {
		return err
	}
	if o.json {
		return errors.Join(err, writeJSON(o.p.out, o.document(err)))
	}
	fmt.Fprint(o.p.out, o.p.now().In(o.p.zone).Format("15:04:05 "))
	if says := o.print(err); says != nil {
		fmt.Fprintln(o.p.out, plainLines(says.Error()))
	}
	return err
}

// watch syncs by itself until ctx ends, which is no failure.
func (o *syncOnce) watch(ctx context.Context) error {
	if !o.json {
		fmt.Fprintln(o.p.err, o.p.w.Park.Watching)
	}
	return client.NewRunner(o, client.RunOptions{}).Run(ctx)
}

// report tells of one sync; the error is that it ended early or that something was refused.
func (o *syncOnce) report(err error) error {
	if !o.json {
		return o.print(err)
	}
	d := o.document(err)
	if wrote := writeJSON(o.p.out, d); wrote != nil || d.OK {
		return wrote
	}
	return errors.New(o.p.w.Park.NotAll)
}

func (o *syncOnce) print(err error) error {
	w, st := o.p.w.Park, o.e.Status()
	var b strings.Builder
	fmt.Fprintf(&b, w.PhotosSent+"\n", st.Held, st.Operations, st.PhotosHeld, st.Photos)
	if st.Sent+st.Got > 0 || st.PhotosSent > 0 {
		fmt.Fprintf(&b, w.Exchanged+"\n", st.Sent, st.Got, st.PhotosSent)
	}
	if st.Others > 0 {
		fmt.Fprintf(&b, w.Carried+"\n", st.OthersHeld, st.Others)
	}
	if st.Videos > 0 {
		fmt.Fprintf(&b, w.VideosOff+"\n", st.Videos)
	}
	for _, note := range st.Notes {
		fmt.Fprintln(&b, plain(noteIn(o.p.w, note)))
	}
	d := o.document(err)
	items(&b, w.RefusedHead, d.Refused)
	items(&b, w.WaitingHead, d.Waiting)
	for _, t := range d.Troubles {
		fmt.Fprintf(&b, w.Trouble+"\n", plain(t))
	}
	if _, wrote := io.WriteString(o.p.out, b.String()); wrote != nil {
		return wrote
	}
	switch {
	case err != nil:
		return fmt.Errorf(w.EndedEarly, parkError(o.p.w, err))
	case !d.OK:
		return errors.New(w.NotAll)
	}
	return nil
}

func items(b *strings.Builder, head string, all []syncItem) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintln(b, head)
	for _, i := range all {
		fmt.Fprintf(b, "  %s: %s\n    %s\n", plain(i.What), plain(i.Says), i.Todo)
	}
}

func noteIn(w *words.Words, note string) string {
	if says, known := w.Park.Notes[note]; known {
		return says
	}
	return fmt.Sprintf(w.Park.NewHandout, note)
}

// syncDocument is paicha sync --json.
type syncDocument struct {
	Format int       `json:"format"`
	OK     bool      `json:"ok"` // it came to its end, and nothing was refused
	Park   string    `json:"park"`
	URL    string    `json:"url"`
	Device syncOwner `json:"device"`
	Time   string    `json:"time,omitempty"` // the park's clock, RFC 3339
	Skew   int64     `json:"skew_ms"`

	Operations syncCount  `json:"operations"`
	Carried    syncCount  `json:"carried"`
	Photos     syncCount  `json:"photos"`
	Videos     int        `json:"videos_waiting"`
	Sent       uint64     `json:"sent"`
	Received   uint64     `json:"received"`
	PhotosSent int        `json:"photos_sent"`
	Refused    []syncItem `json:"refused"`
	Waiting    []syncItem `json:"waiting"`
	Notes      []string   `json:"notes"`
	Troubles   []string   `json:"troubles"`
	Error      *syncItem  `json:"error,omitempty"`
}

type syncOwner struct {
	Feed   string `json:"feed"`
	Name   string `json:"name"`
	Person string `json:"person,omitempty"`
	Role   string `json:"role"`
}

type syncCount struct {
	Total uint64 `json:"total"`
	Held  uint64 `json:"held"`
}

// syncItem is something that is not at the park, and why.
type syncItem struct {
	What  string `json:"what,omitempty"` // in the reader's language, as says and todo
	Code  string `json:"code"`
	Says  string `json:"says"`
	Todo  string `json:"todo"`
	Feed  string `json:"feed,omitempty"`
	From  uint64 `json:"from,omitempty"`
	To    uint64 `json:"to,omitempty"`
	Photo string `json:"photo,omitempty"` // SHA-256
	Bytes uint64 `json:"bytes,omitempty"`
}

func (o *syncOnce) document(err error) syncDocument {
	st := o.e.Status()
	d := syncDocument{
		Format: 1, Park: st.Park, URL: st.URL, Device: syncOwner{st.Device.Feed.String(), st.Device.Name, st.Device.Person, st.Device.Role}, Skew: st.Skew,
		Operations: syncCount{st.Operations, st.Held}, Carried: syncCount{st.Others, st.OthersHeld},
		Photos: syncCount{uint64(max(st.Photos, 0)), uint64(max(st.PhotosHeld, 0))}, Videos: st.Videos,
		Sent: st.Sent, Received: st.Got, PhotosSent: st.PhotosSent, Notes: notNil(st.Notes),
		Refused: refusedItems(o.p.w, st, o.s.Feed(), feedNames(o.p.w, tabletOf(o.s))), Waiting: waitingItems(o.p.w, st), Troubles: []string{},
	}
	if !st.Last.IsZero() {
		d.Time = st.Last.UTC().Format(time.RFC3339)
	}
	for _, t := range st.Troubles {
		d.Troubles = append(d.Troubles, t.Error())
	}
	if err != nil {
		says, todo := whyIn(o.p.w, err)
		d.Error = &syncItem{Code: string(client.Why(err)), Says: says, Todo: todo}
	}
	d.OK = err == nil && len(d.Refused) == 0
	return d
}

// refusedItems is what the park refused. own is this device's feed.
func refusedItems(w *words.Words, st client.Status, own wire.FeedID, names map[wire.FeedID]string) []syncItem {
	all := make([]syncItem, 0, len(st.Refused))
	for _, r := range st.Refused {
		numbers := fmt.Sprint(r.From)
		if r.To > r.From {
			numbers += "-" + fmt.Sprint(r.To)
		}
		what := fmt.Sprintf(w.Park.Operation, numbers)
		if r.Feed != own {
			name := names[r.Feed]
			if name == "" {
				name = r.Feed.String()[:8]
			}
			what = fmt.Sprintf(w.Park.OperationOf, name, numbers)
		}
		says, todo := codeIn(w, string(r.Code))
		all = append(all, syncItem{What: what, Code: string(r.Code), Says: says, Todo: todo, Feed: r.Feed.String(), From: r.From, To: r.To})
	}
	return all
}

// waitingItems is photos that wait for a reason.
func waitingItems(w *words.Words, st client.Status) []syncItem {
	all := make([]syncItem, 0, len(st.Waiting))
	for _, ph := range st.Waiting {
		says, todo := codeIn(w, ph.Reason)
		if _, known := w.Park.Codes[ph.Reason]; !known {
			says, todo = fmt.Sprintf(w.Park.WaitsHere.What, ph.Reason), w.Park.WaitsHere.Todo
		}
		all = append(all, syncItem{What: fmt.Sprintf(w.Park.Photo, ph.Sum.String()[:8], words.Bytes(ph.Size)), Code: ph.Reason, Says: says, Todo: todo,
			Photo: ph.Sum.String(), Bytes: ph.Size})
	}
	return all
}

// feedNames is whose each feed is, by the roster that the park handed out.
func feedNames(w *words.Words, t client.Tablet) map[wire.FeedID]string {
	names := map[wire.FeedID]string{}
	data, err := t.Peer(handoutPeer + wire.Roster)
	var roster wire.Devices
	if err != nil || data == nil || wire.Decode(data, &roster) != nil {
		return names
	}
	for _, d := range roster.All {
		names[d.Feed] = deviceName(w, d)
	}
	return names
}
