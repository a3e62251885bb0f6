package proof

import (
	"cmp"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report"
	"anquan.example/paicha/sync/wire"
)

// Trust is what the one who verifies knows from elsewhere; the zero Trust knows nothing, and then the file says whose keys they are.
type Trust struct {
	Parks   map[string]string            // names of parks by fingerprint
	Devices map[inspection.FeedID]string // who holds a device, by the park's roster
}

// Verdict is what a verification found, in sentences.
type Verdict struct {
	Proved []string
	Open   []string // what the file does not prove
	Broken []string // empty: the file is what was signed
}

// Good says that nothing speaks against the file.
func (v *Verdict) Good() bool { return len(v.Broken) == 0 }

// Fingerprint is how people compare a park's key: 16 hex digits in fours.
func Fingerprint(key []byte) string {
	sum := sha256.Sum256(key)
	digits := hex.EncodeToString(sum[:8])
	return strings.Join([]string{digits[:4], digits[4:8], digits[8:12], digits[12:]}, "-")
}

// checking goes through the evidence once.
type checking struct {
	e *Evidence
	t Trust
	w *words.ProofWords
	v Verdict

	ops     []inspection.Op
	library *checklist.Library
	named   string // what parkName gave
}

func (c *checking) proved(says string) { c.v.Proved = append(c.v.Proved, says) }
func (c *checking) open(says string)   { c.v.Open = append(c.v.Open, says) }
func (c *checking) broken(says string) { c.v.Broken = append(c.v.Broken, says) }

// Check verifies the evidence by itself: signatures, seals, criteria, the park's word. The inspection is nil when it cannot be put together.
func (e *Evidence) Check(t Trust, w *words.Words) (*inspection.Inspection, *checklist.Library, *Verdict) {
	c := &checking{e: e, t: t, w: &w.Proof}
	c.signatures()
	i := inspection.Fold(c.ops)[e.ID]
	if i == nil {
		c.broken(fmt.Sprintf(c.w.NoInspection, e.ID))
		return nil, nil, &c.v
	}
	c.feeds()
	c.seals(i)
	c.criteria(i)
	c.park(i)
	c.numbers(i, w)
	c.open(c.w.HandsOpen)
	return i, c.library, &c.v
}

// signatures takes the operations in whose signature is that of their feed's key.
func (c *checking) signatures() {
	keys, good := c.e.keys(), 0
	for n, raw := range c.e.Ops {
		op, err := inspection.Decode(raw.Body, raw.Sig)
		if err != nil {
			c.broken(fmt.Sprintf(c.w.BadOperation, n+1, err))
			continue
		}
		key, known := keys[op.Feed]
		switch {
		case !known:
			c.broken(fmt.Sprintf(c.w.NoKey, op.Ref))
		case op.Verify(key) != nil:
			c.broken(fmt.Sprintf(c.w.BadSignature, op.Ref))
		case op.Inspection() != c.e.ID:
			c.broken(fmt.Sprintf(c.w.OtherInspection, op.Ref))
		default:
			good++
		}
		c.ops = append(c.ops, op)
	}
	slices.SortFunc(c.ops, func(a, b inspection.Op) int {
		return cmp.Or(slices.Compare(a.Feed[:], b.Feed[:]), cmp.Compare(a.Seq, b.Seq))
	})
	if good == len(c.e.Ops) && good > 0 {
		c.proved(fmt.Sprintf(c.w.Signed, good))
	}
}

// feeds says whose operations they are, and where numbers are missing between them.
func (c *checking) feeds() {
	for from := 0; from < len(c.ops); {
		to := from + 1
		missing := uint64(0)
		for ; to < len(c.ops) && c.ops[to].Feed == c.ops[from].Feed; to++ {
			before, op := c.ops[to-1], c.ops[to]
			switch {
			case op.Seq == before.Seq:
				c.broken(fmt.Sprintf(c.w.Forked, op.Ref))
			case op.Seq == before.Seq+1 && op.Prev != before.Hash():
				c.broken(fmt.Sprintf(c.w.Unchained, op.Ref))
			case op.Seq > before.Seq+1:
				missing += op.Seq - before.Seq - 1
			}
		}
		feed := c.ops[from].Feed
		who := cmp.Or(c.t.Devices[feed], c.w.UnknownHolder)
		c.proved(fmt.Sprintf(c.w.Feed, feed.String()[:8], to-from, who))
		if missing > 0 && c.e.Vouch == nil {
			c.open(fmt.Sprintf(c.w.Between, feed.String()[:8], missing))
		}
		from = to
	}
}

// seals compares what the list was sealed over with what is here.
func (c *checking) seals(i *inspection.Inspection) {
	if i.Closed == nil {
		c.open(c.w.NotSealed)
		return
	}
	for _, s := range i.Closed.Seals {
		n := slices.IndexFunc(c.ops, func(op inspection.Op) bool { return op.Feed.String() == s.Feed && op.Seq == s.Seq })
		if n < 0 {
			c.broken(fmt.Sprintf(c.w.SealMissing, s.Feed[:min(8, len(s.Feed))], s.Seq))
			continue
		}
		if hash := c.ops[n].Hash(); string(hash[:]) != string(s.Hash) {
			c.broken(fmt.Sprintf(c.w.SealDiffers, c.ops[n].Ref))
			continue
		}
		c.proved(fmt.Sprintf(c.w.Sealed, i.ClosedAt.In(c.e.Made.Zone()).Format("2006-01-02 15:04"), s.Feed[:min(8, len(s.Feed))], s.Seq))
	}
}

// criteria compares the library with the one that the inspection names.
func (c *checking) criteria(i *inspection.Inspection) {
	lib, err := checklist.Parse(c.w.TheLibrary, c.e.Library)
	switch {
	case err != nil:
		c.broken(fmt.Sprintf(c.w.BadLibrary, err))
	case lib.Revision != i.Opened.Revision:
		c.broken(fmt.Sprintf(c.w.OtherLibrary, i.Opened.Revision, lib.Revision))
	default:
		c.library = lib
		c.proved(fmt.Sprintf(c.w.Library, lib.Revision))
	}
}

// park reads what the park signed.
func (c *checking) park(i *inspection.Inspection) {
	if len(c.e.Park) != ed25519.PublicKeySize || c.e.Vouch == nil && len(c.e.Receipts) == 0 {
		c.open(c.w.NoPark)
		return
	}
	name := c.parkName()
	if c.e.Vouch != nil {
		c.vouched(i, name)
	}
	for _, s := range c.e.Receipts {
		r, err := wire.OpenReceipt(c.e.Park, s)
		if err != nil {
			c.broken(fmt.Sprintf(c.w.BadReceipt, name))
			continue
		}
		c.received(r, name)
	}
	if c.e.Vouch == nil {
		c.open(c.w.NotAll)
	}
}

// parkName is the park, by its fingerprint; that nobody knows it is said once.
func (c *checking) parkName() string {
	if c.named == "" {
		print := Fingerprint(c.e.Park)
		name := c.t.Parks[print]
		if name == "" {
			name = c.e.ParkName
			c.open(fmt.Sprintf(c.w.WhosePark, name, print))
		}
		c.named = fmt.Sprintf(c.w.ParkName, name, print)
	}
	return c.named
}

// numbers looks for the official numbers that the paper shows among the operations: there they bear the park's signature. Papers of before that
// was so have them by the park's word on the paper.
func (c *checking) numbers(i *inspection.Inspection, w *words.Words) {
	given := report.Numbers(i, c.e.Park)
	for _, key := range slices.Sorted(maps.Keys(c.e.Made.Numbers)) {
		kind, _, _ := strings.Cut(key, "/")
		number, title := c.e.Made.Numbers[key], w.PaperTitle(kind, string(i.Opened.Visit))
		switch {
		case given[key] == number:
			c.proved(fmt.Sprintf(c.w.Numbered, number, title, c.parkName()))
		case c.e.Vouch == nil:
			c.broken(fmt.Sprintf(c.w.NotNumbered, number, title))
		}
	}
}

func (c *checking) vouched(i *inspection.Inspection, name string) {
	v, err := wire.OpenVouch(c.e.Park, c.e.Vouch)
	switch {
	case err != nil:
		c.broken(fmt.Sprintf(c.w.BadVouch, name))
	case v.Inspection != c.e.ID || v.Digest != wire.DigestOf(Hashes(i)) || v.Made != c.e.Made.Sum():
		c.broken(fmt.Sprintf(c.w.OtherVouch, name, v.Count))
	default:
		c.proved(fmt.Sprintf(c.w.Vouched, name, c.clock(v.Time), v.Count))
		c.open(fmt.Sprintf(c.w.Since, c.clock(v.Time)))
	}
}

// received says how many of the operations a receipt covers. It names the last one of a feed by its hash; those before it stand behind that.
func (c *checking) received(r wire.Receipt, name string) {
	n, gone := 0, 0
	for _, h := range r.Feeds {
		for _, op := range c.ops {
			if op.Feed != h.Feed || op.Seq > h.Seq || slices.ContainsFunc(h.Gaps, func(s wire.Span) bool { return s.From <= op.Seq && op.Seq <= s.To }) {
				continue
			}
			if n++; op.Seq == h.Seq && op.Hash() != h.Hash {
				gone++
			}
		}
	}
	switch {
	case gone > 0:
		c.broken(fmt.Sprintf(c.w.ReceiptDiffers, name, c.clock(r.Time)))
	case n > 0:
		c.proved(fmt.Sprintf(c.w.Received, name, c.clock(r.Time), n, len(c.ops)))
	}
}

func (c *checking) clock(ms uint64) string {
	return time.UnixMilli(int64(min(ms, 1<<53))).In(c.e.Made.Zone()).Format("2006-01-02 15:04")
}
