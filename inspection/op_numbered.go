package inspection

import (
	"crypto/ed25519"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Numbered is the official number (机关代字〔年份〕序号) that the park gave a paper. Only the park gives numbers: it counts where the park's
// key signed it for the feed that says it (NumbersBy). It is never taken back.
type Numbered struct {
	ID       string   `cbor:"inspection"`
	Paper    string   `cbor:"paper"`              // kind (report.Papers)
	Findings []string `cbor:"findings,omitempty"` // that it is of, of a paper of findings
	Mark     string   `cbor:"mark"`               // 机关代字
	Year     int      `cbor:"year"`
	Number   int      `cbor:"number"`         // from 1
	By       string   `cbor:"by"`             // the officer, by name
	Word     []byte   `cbor:"word,omitempty"` // the park's signature (Sign)
}

// numberDomain is that of the park's word on a number.
const numberDomain = "paicha-number-v1\x00"

// Kind is "numbered".
func (*Numbered) Kind() string { return "numbered" }
func (n *Numbered) of() string { return n.ID }

func (n *Numbered) check() error {
	if !paperKind.MatchString(n.Paper) {
		return fmt.Errorf("%q is no kind of paper", n.Paper)
	}
	for _, f := range n.Findings {
		if err := id("finding", f); err != nil {
			return err
		}
	}
	if n.Year < 1000 || n.Year > 9999 || n.Number < 1 {
		return fmt.Errorf("number %d of the year %d cannot be", n.Number, n.Year)
	}
	if len(n.Word) != ed25519.SignatureSize {
		return fmt.Errorf("the number of a paper does not bear the park's signature")
	}
	return first(id("inspection", n.ID), line("mark", n.Mark), line("by", n.By))
}

func (n *Numbered) apply(i *Inspection, op Op) {
	i.Numbers = append(i.Numbers, Number{*n, op.Ref, op.At()})
}

// message is what the park signs: {feed, payload without the signature}, so that no other feed can say it again.
func (n Numbered) message(feed FeedID) []byte {
	n.Word = nil
	return append([]byte(numberDomain), must(encMode.Marshal([]any{feed[:], n}))...)
}

// Sign gives it the word of the park, whose key this is, to be said in that feed.
func (n Numbered) Sign(park ed25519.PrivateKey, feed FeedID) *Numbered {
	n.Word = ed25519.Sign(park, n.message(feed))
	return &n
}

// SignedBy says whether the park with that key gave the number, in that feed.
func (n Numbered) SignedBy(park ed25519.PublicKey, feed FeedID) bool {
	return len(park) == ed25519.PublicKeySize && n.check() == nil && ed25519.Verify(park, n.message(feed), n.Word)
}

// Official is the number as it stands on paper: 示例园管发〔2026〕7号.
func (n Numbered) Official() string { return fmt.Sprintf("%s〔%d〕%d号", n.Mark, n.Year, n.Number) }

// Number is the number of a paper with who said it and when.
type Number struct {
	Numbered
	Ref
	At time.Time // the park's clock
}

// key names the paper.
func (n Number) key() string { return n.Paper + "/" + strings.Join(n.Findings, "/") }

// NumbersBy is the numbers that the park with that key gave, one a paper, in order. Where a paper was given two, by a park that was put back
// from a backup and did not know of the first, the first counts; further is the others.
func (i *Inspection) NumbersBy(park ed25519.PublicKey) (count, further []Number) {
	for _, n := range i.Numbers {
		if !n.SignedBy(park, n.Feed) {
			continue
		}
		at := slices.IndexFunc(count, func(c Number) bool { return c.key() == n.key() })
		switch same := func(c Number) bool { return c.key() == n.key() && c.Official() == n.Official() }; {
		case at < 0:
			count = append(count, n)
		case !same(count[at]) && !slices.ContainsFunc(further, same):
			further = append(further, n)
		}
	}
	return count, further
}
