package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sealed"
	"anquan.example/paicha/report/proof"
	"anquan.example/paicha/store"
	"anquan.example/paicha/sync/client"
)

// maxPaper is the largest file that is verified, bytes.
const maxPaper = 1 << 30

// errNotProved is the end of a verification that something speaks against: its reasons were printed.
var errNotProved = errors.New("not proved")

func (p *program) verify() *cobra.Command {
	var parks []string
	var photos string
	c := &cobra.Command{
		Use: "verify FILE", Short: p.w.Proof.Verify, Long: p.w.Proof.VerifyLong, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			v := proof.Verifier{App: appName(), Words: p.w, Trust: proof.Trust{Parks: map[string]string{}, Devices: map[inspection.FeedID]string{}}}
			for _, print := range parks {
				v.Trust.Parks[strings.ToLower(print)] = p.w.Proof.GivenPark
			}
			closeHome := p.consult(&v)
			defer closeHome()
			if photos != "" {
				v.Photos = photosIn(photos, v.Photos)
			}
			return p.verifyFile(v, args[0])
		},
	}
	c.Flags().StringSliceVar(&parks, "park", nil, p.w.Proof.FlagPark)
	c.Flags().StringVar(&photos, "photos", "", p.w.Proof.FlagPhotos)
	return c
}

func (p *program) verifyFile(v proof.Verifier, file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if info.Size() > maxPaper {
		return fmt.Errorf("%s has %d bytes, more than a paper", file, info.Size())
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	check := v.Verify
	if sealed.Carried(data) {
		check = func(name string, file []byte) (*proof.Verdict, error) { return sealed.Verify(v, name, file) }
	}
	verdict, err := check(file, data)
	if errors.Is(err, proof.ErrNone) {
		return fmt.Errorf("%s: %s", file, p.w.Proof.None)
	}
	if err != nil {
		return err
	}
	head := p.w.Proof.Good
	if !verdict.Good() {
		head = p.w.Proof.Bad
	}
	lines := []string{fmt.Sprintf(head, filepath.Base(file))}
	for _, part := range []struct {
		head string
		all  []string
	}{{p.w.Proof.BrokenHead, verdict.Broken}, {p.w.Proof.ProvedHead, verdict.Proved}, {p.w.Proof.OpenHead, verdict.Open}} {
		if len(part.all) > 0 {
			lines = append(lines, "", part.head)
			for _, says := range part.all {
				lines = append(lines, "  - "+says)
			}
		}
	}
	for _, l := range lines {
		if _, err := fmt.Fprintln(p.out, plain(l)); err != nil {
			return err
		}
	}
	if !verdict.Good() {
		return errNotProved
	}
	return nil
}

// consult adds what the home here knows: its park, whose the devices are, original photos. A paper is verified without one as well.
func (p *program) consult(v *proof.Verifier) (done func()) {
	none := func() {}
	home, err := p.homeDir()
	if err != nil {
		return none
	}
	if _, err := os.Stat(home); err != nil {
		return none
	}
	s, err := p.open(home)
	if err != nil {
		return none // somebody works with it, or it is locked
	}
	v.Photos = s.OpenPhoto
	v.Trust.Devices = feedNames(p.w, tabletOf(s))
	if peer := p.peer(s); peer != nil {
		v.Trust.Parks[proof.Fingerprint(peer.Park.Key)] = peer.Park.Name
	}
	return func() { _ = s.Close() }
}

// peer is the park that the home is enrolled at; nil: none.
func (p *program) peer(s *store.Store) *client.Peer {
	data, err := tabletOf(s).Peer(parkPeer)
	if err != nil || data == nil {
		return nil
	}
	peer, err := client.ReadPeer(data)
	if err != nil {
		return nil
	}
	return peer
}

// parkKey is the key of that park, which signs the numbers of papers; nil: none.
func (p *program) parkKey(s *store.Store) ed25519.PublicKey {
	if peer := p.peer(s); peer != nil {
		return peer.Park.Key
	}
	return nil
}

// photosIn reads photos out of a folder by what they hold, whatever they are called; else asks elsewhere.
func photosIn(folder string, elsewhere func(string) ([]byte, error)) func(string) ([]byte, error) {
	byHash := map[string]string{}
	_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil // what cannot be read is not there
		}
		if data, err := os.ReadFile(path); err == nil {
			sum := sha256.Sum256(data)
			byHash[hex.EncodeToString(sum[:])] = path
		}
		return nil
	})
	return func(sum string) ([]byte, error) {
		if path := byHash[sum]; path != "" {
			return os.ReadFile(path)
		}
		if elsewhere != nil {
			return elsewhere(sum)
		}
		return nil, fs.ErrNotExist
	}
}
