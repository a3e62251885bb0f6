package assess

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// SnapshotFormat is the format of sealed assessments that this program writes. Their bytes are for ever: a field that is added later is left
// out of the JSON when it is empty.
//
//	1: the first
const SnapshotFormat = 1

// Snapshot is a sealed assessment: everything that it was computed from, and what came of it. It can be verified without the park.
type Snapshot struct {
	Format   int    `json:"format"`
	Version  int    `json:"version"`            // of this enterprise's year, from 1
	Previous string `json:"previous,omitempty"` // hash of the version before
	Sealed   string `json:"sealed"`             // day
	By       string `json:"by"`
	Reason   string `json:"reason,omitempty"`   // why there is a further version
	Unjudged string `json:"unjudged,omitempty"` // why it was decided although items lack points
	AsOf     string `json:"as_of"`              // day
	Scheme   string `json:"scheme"`             // the file
	Facts    Facts  `json:"facts"`
	Result   Result `json:"result"`
	Hash     string `json:"hash"` // SHA-256, hex, of the JSON with this empty
}

// Sealing is who seals an assessment, and what it follows.
type Sealing struct {
	Day      string // YYYY-MM-DD
	By       string
	Reason   string // of a further version
	Version  int    // from 1
	Previous string // hash of the version before; "" of the first
	Unjudged string // why items may lack points; kept where some do
}

// Seal assesses and keeps all of it.
func Seal(s *Scheme, f Facts, asOf string, how Sealing) Snapshot {
	f.Findings = slices.SortedFunc(slices.Values(f.Findings), func(a, b Finding) int { return cmp.Compare(a.ID, b.ID) })
	r := s.Assess(f, asOf)
	n := Snapshot{
		Format: SnapshotFormat, Version: how.Version, Previous: how.Previous, Sealed: how.Day, By: how.By, Reason: how.Reason,
		AsOf: r.AsOf, Scheme: string(s.data), Facts: f, Result: r,
	}
	if r.Missing > 0 {
		n.Unjudged = how.Unjudged
	}
	n.Hash = n.hash()
	return n
}

// JSON is the snapshot's bytes: what is stored, handed out and verified.
func (n Snapshot) JSON() []byte { return pretty(n) }

func (n Snapshot) hash() string {
	n.Hash = ""
	sum := sha256.Sum256(pretty(n))
	return hex.EncodeToString(sum[:])
}

// pretty is JSON that people can read and compare line by line; equal values give equal bytes.
func pretty(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		panic("assess: JSON of our own structs: " + err.Error()) // there is nothing in them that has no JSON
	}
	return b.Bytes()
}

// ReadSnapshot reads a sealed assessment. It refuses what this program would not have written: keys that it does not know, keys twice,
// other spacing. It does not verify it.
func ReadSnapshot(data []byte) (Snapshot, error) {
	var n Snapshot
	var only struct {
		Format int `json:"format"`
	}
	if err := json.Unmarshal(data, &only); err != nil {
		return n, fmt.Errorf("read sealed assessment: %w; hand in the file as the park gave it out", err)
	}
	if only.Format != SnapshotFormat {
		return n, fmt.Errorf("read sealed assessment: format %d is not known; this program reads format %d, a newer one may read it", only.Format, SnapshotFormat)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&n); err != nil {
		return Snapshot{}, fmt.Errorf("read sealed assessment: %w; hand in the file as the park gave it out", err)
	}
	if line := firstDifference(data, n.JSON()); line != "" {
		return Snapshot{}, fmt.Errorf("read sealed assessment: the file is not as it was written: %s", line)
	}
	return n, nil
}

// Verify computes the assessment again from the snapshot alone: the hash is that of the content, the scheme is in order, and scheme and facts
// give the result. Every difference is said with the first line in which it shows. What it cannot say: whether the facts are true.
func (n Snapshot) Verify() error {
	var errs []error
	if got := n.hash(); got != n.Hash {
		errs = append(errs, fmt.Errorf("the content was changed after it was sealed: it says hash %s, the content gives %s", n.Hash, got))
	}
	s, err := Parse("scheme of the snapshot", []byte(n.Scheme))
	if err != nil {
		return errors.Join(append(errs, err)...)
	}
	again := n
	again.Result = s.Assess(n.Facts, n.AsOf)
	if line := firstDifference(n.JSON(), again.JSON()); line != "" {
		errs = append(errs, fmt.Errorf("scheme and facts do not give the sealed result: %s%s", line, firstChange(n.Result, again.Result)))
	}
	return errors.Join(errs...)
}

// firstChange says for which item two results differ first; "" when they have the same points.
func firstChange(has, gives Result) string {
	for _, c := range Changes(has, gives) {
		if c.What == LineChanged {
			return fmt.Sprintf(" (item %s: sealed %s, computed %s)", c.Item, c.Before, c.After)
		}
	}
	return ""
}

// firstDifference says in which line two texts differ first; "" when they do not.
func firstDifference(has, gives []byte) string {
	if bytes.Equal(has, gives) {
		return ""
	}
	a, b := strings.Split(string(has), "\n"), strings.Split(string(gives), "\n")
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	at := func(lines []string) string {
		if n >= len(lines) {
			return "nothing"
		}
		return shortened(strings.TrimRight(strings.ReplaceAll(strings.TrimSpace(lines[n]), `"`, ""), ","))
	}
	return fmt.Sprintf("line %d has %q, computed is %q", n+1, at(a), at(b))
}
