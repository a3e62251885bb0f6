package wire

import "anquan.example/paicha/inspection"

// Span is operations From to To of a feed, both included.
type Span struct {
	_    struct{} `cbor:",toarray"`
	From uint64
	To   uint64
}

// Len is how many there are.
func (s Span) Len() uint64 { return s.To - s.From + 1 }

// Mark is one operation of a feed by its hash, which stands for all before it.
type Mark struct {
	_    struct{} `cbor:",toarray"`
	Seq  uint64
	Hash inspection.Hash
}

// Have is how far a side knows a feed.
type Have struct {
	Feed FeedID          `cbor:"1,keyasint"`
	Seq  uint64          `cbor:"2,keyasint"`           // 0: nothing of it
	Hash inspection.Hash `cbor:"3,keyasint,omitempty"` // of that operation
	Gaps []Span          `cbor:"4,keyasint,omitempty"` // what it lost before Seq
	// Forks is how many operations of other branches are here. A tablet tells its engine; it is not sent.
	Forks uint64 `cbor:"-"`
}

// Exchange is one round trip: what I have, what is new, what I would like.
type Exchange struct {
	Version uint64  `cbor:"1,keyasint"`
	Epoch   Epoch   `cbor:"2,keyasint"`           // of the other side, as last met; zero: never
	Since   uint64  `cbor:"3,keyasint,omitempty"` // the cursor that the other side gave last
	Have    []Have  `cbor:"4,keyasint,omitempty"`
	Runs    []Run   `cbor:"5,keyasint,omitempty"`
	Lost    []Have  `cbor:"6,keyasint,omitempty"` // Feed and Gaps: what I lost and would like back
	Room    uint64  `cbor:"7,keyasint,omitempty"` // bytes of runs that I take in the answer
	Photos  []Sum   `cbor:"8,keyasint,omitempty"` // how does it stand with these?
	Offer   [8]byte `cbor:"9,keyasint"`           // Offer.Mark of what was handed out to me last
	// Carried is receipts of a park, from tablet to tablet: one that had a link tells another what arrived.
	Carried []*Signed `cbor:"10,keyasint,omitempty"`
}

// Outcome is what became of an operation.
type Outcome string

// Outcomes.
const (
	Stored  Outcome = "stored"
	Had     Outcome = "had"     // there already
	Forked  Outcome = "forked"  // stored beside another operation of the same feed and number
	Refused Outcome = "refused" // Code says why
)

// Code says why something was refused, for a program; the reader's own words are made of it.
type Code string

// Codes.
const (
	BadMessage    Code = "bad-message"    // not readable, or out of bounds
	BadChain      Code = "bad-chain"      // does not follow what it names
	BadSignature  Code = "bad-signature"  // changed after it was signed, or signed by another
	UnknownDevice Code = "unknown-device" // never enrolled
	Revoked       Code = "revoked"        // the park has taken the device off its list
	NewerVersion  Code = "newer-version"  // of the protocol than this side speaks
	NoRoom        Code = "no-room"        // the disk is nearly full: photos first, then all
	TooLarge      Code = "too-large"
	Changed       Code = "changed"   // what arrived is not what its hash says
	BadCode       Code = "bad-code"  // of enrolment: wrong, used, or too old
	Withdrawn     Code = "withdrawn" // of enrolment: the park took the invitation back
	TooMany       Code = "too-many"  // tries: wait
	NotFound      Code = "not-found"
	OtherPark     Code = "other-park" // signed for another
	Failed        Code = "failed"     // this side's own trouble: try again later
)

// Result is what became of operations From to To of a feed.
type Result struct {
	Feed    FeedID  `cbor:"1,keyasint"`
	From    uint64  `cbor:"2,keyasint"`
	To      uint64  `cbor:"3,keyasint"`
	Outcome Outcome `cbor:"4,keyasint"`
	Code    Code    `cbor:"5,keyasint,omitempty"`
	Detail  string  `cbor:"6,keyasint,omitempty"` // English, for logs
}

// Stand is how the other side stands to a feed that was named in Have.
type Stand struct {
	Have
	Want []Span `cbor:"6,keyasint,omitempty"` // what the asker has and it has not
	// Differs: at the asker's Seq it holds another operation. It wants the whole feed, to find where the two part.
	Differs bool `cbor:"7,keyasint,omitempty"`
	// Beside: the asker's end of the feed is kept, as another branch: two devices wrote it.
	Beside bool `cbor:"8,keyasint,omitempty"`
}

// Answer is the other half of an Exchange. It is durable before it is sent: what it calls stored is on disk.
type Answer struct {
	Epoch   Epoch    `cbor:"1,keyasint"`
	Time    uint64   `cbor:"2,keyasint"`           // its clock, milliseconds since 1970
	Token   []byte   `cbor:"3,keyasint,omitempty"` // for the next requests, instead of a signature
	Results []Result `cbor:"4,keyasint,omitempty"` // of every operation sent
	Stands  []Stand  `cbor:"5,keyasint,omitempty"` // of feeds in Have where it differs from what was said there, or from what is after Runs
	Receipt *Signed  `cbor:"6,keyasint,omitempty"`
	Runs    []Run    `cbor:"7,keyasint,omitempty"` // what arrived after Since
	Next    uint64   `cbor:"8,keyasint,omitempty"` // the cursor after Runs
	More    bool     `cbor:"9,keyasint,omitempty"` // than had room
	Photos  []Photo  `cbor:"10,keyasint,omitempty"`
	Offer   *Signed  `cbor:"11,keyasint,omitempty"` // when Exchange.Offer names another
	// Small is handouts of Offer of at most SmallHandout bytes, so that they need no round trip of their own.
	Small   [][]byte  `cbor:"12,keyasint,omitempty"`
	Carried []*Signed `cbor:"13,keyasint,omitempty"` // as in Exchange
}

// Photo is how it stands with a photo.
type Photo struct {
	Sum   Sum    `cbor:"1,keyasint"`
	Bytes uint64 `cbor:"2,keyasint,omitempty"` // that have arrived: where to go on
	Small bool   `cbor:"3,keyasint,omitempty"` // its small copy is there
	Held  bool   `cbor:"4,keyasint,omitempty"` // whole, checked and durable; the answer's receipt names it
}

// Refusal is an answer that says no to the whole request.
type Refusal struct {
	Code   Code   `cbor:"1,keyasint"`
	Detail string `cbor:"2,keyasint,omitempty"`
	Wait   uint64 `cbor:"3,keyasint,omitempty"` // seconds before the next try
}

func (r *Refusal) Error() string {
	if r.Detail == "" {
		return string(r.Code)
	}
	return string(r.Code) + ": " + r.Detail
}
