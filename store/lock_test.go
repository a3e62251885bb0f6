package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
)

// chest is a key store in memory.
type chest map[string]string

func (c chest) Get(name string) (string, error) {
	if v, is := c[name]; is {
		return v, nil
	}
	return "", errors.New("no such entry")
}
func (c chest) Set(name, value string) error { c[name] = value; return nil }
func (c chest) Delete(name string) error     { delete(c, name); return nil }

func TestALockedHomeOpensWithItsSecretsAlone(t *testing.T) {
	home := t.TempDir()
	o := Options{App: "paicha test", Now: clock(), vault: noVault{}} // with the real argon2id
	s, err := Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	photo, err := s.AddPhotoFrom(strings.NewReader("示例照片"), "IMG.jpg")
	if err != nil {
		t.Fatal(err)
	}
	records(t, s, openedAs(1), answeredAs(1, 1), &inspection.Photographed{ID: id(1), Criterion: "mem10:1.1", Photo: photo})
	for _, weak := range []string{"", "12345", "111111", "123456", "987654"} {
		if _, _, err := s.SetSecret(weak); err == nil {
			t.Errorf("%q was taken", weak)
		}
	}
	recovery, inVault, err := s.SetSecret("194537")
	if err != nil || inVault {
		t.Fatalf("%v %v", inVault, err)
	}
	records(t, s, answeredAs(1, 2))
	closes(t, s)
	sealedAll(t, home, "示例")
	for secret, want := range map[string]error{"": ErrLocked, "194538": ErrWrongSecret, "194537": nil, recovery: nil, " " + strings.ToLower(recovery): nil} {
		o.Secret = secret
		s, err := Open(home, o)
		if !errors.Is(err, want) {
			t.Fatalf("%q: %v", secret, err)
		}
		if err != nil {
			continue
		}
		if i, err := s.Inspection(id(1)); err != nil || len(i.Answers) != 2 {
			t.Errorf("%v", err)
		}
		if data, err := s.OpenPhoto(photo.SHA256); err != nil || string(data) != "示例照片" {
			t.Errorf("%q %v", data, err)
		}
		if err := errors.Join(s.Unlock("194537"), s.Unlock(recovery)); err != nil || !errors.Is(s.Unlock("194530"), ErrWrongSecret) {
			t.Errorf("%v", err)
		}
		closes(t, s)
	}
	o.Secret = "194537"
	if s, err = Open(home, o); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SetSecret("a longer passphrase"); err != nil {
		t.Fatal(err)
	}
	if err := s.Unlock("194537"); !errors.Is(err, ErrWrongSecret) {
		t.Errorf("the old PIN: %v", err)
	}
	if err := s.Unlock(recovery); !errors.Is(err, ErrWrongSecret) {
		t.Errorf("the old recovery code: %v", err)
	}
	if err := s.TakeSecret(); err != nil {
		t.Fatal(err)
	}
	closes(t, s)
	o.Secret = ""
	if s, err = Open(home, o); err != nil {
		t.Fatal(err)
	}
	verifyChain(t, s)
	if h, err := s.Check(nil); err != nil || !wholeBut(h, "criteria") || h.Locked {
		t.Errorf("%+v %v", h, err)
	}
	closes(t, s)
}

// wholeBut says whether all is well but what a test did not put there.
func wholeBut(h *Health, kind string) bool {
	return !slices.ContainsFunc(h.Problems, func(p Problem) bool { return p.Kind != kind })
}

// sealedAll looks for something in the clear in every file.
func sealedAll(t *testing.T, home, clear string) {
	t.Helper()
	n := 0
	if err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || filepath.Base(filepath.Dir(path)) == libraryDir {
			return err
		}
		data, err := os.ReadFile(path)
		if n++; bytes.Contains(data, []byte(clear)) {
			t.Errorf("%s holds %s in the clear", path, clear)
		}
		return err
	}); err != nil || n < 5 {
		t.Fatalf("%d files, %v", n, err)
	}
}

func TestGuessesHaveToWait(t *testing.T) {
	home, now := t.TempDir(), time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	o := Options{App: "paicha test", Now: func() time.Time { return now }, vault: noVault{}, argon: cheap}
	s, err := Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.SetSecret("194537"); err != nil {
		t.Fatal(err)
	}
	closes(t, s)
	try := func(secret string) string {
		t.Helper()
		o.Secret = secret
		s, err := Open(home, o)
		if err == nil {
			closes(t, s)
			return ""
		}
		if !errors.Is(err, ErrWrongSecret) {
			t.Fatal(err)
		}
		return err.Error()
	}
	for range freeTries {
		if got := try("000001"); got != "wrong PIN" {
			t.Fatalf("%q", got)
		}
	}
	for _, wait := range []time.Duration{30 * time.Second, time.Minute, 2 * time.Minute} {
		if got := try("194537"); !strings.Contains(got, "wait "+wait.String()) {
			t.Errorf("the right one is not held back: %q", got)
		}
		now = now.Add(-24 * time.Hour) // whoever sets the clock gains nothing
		if got := try("194537"); !strings.Contains(got, "wait") {
			t.Errorf("%q", got)
		}
		now = now.Add(24*time.Hour + wait)
		if got := try("000002"); got != "wrong PIN" {
			t.Errorf("%q", got)
		}
	}
	now = now.Add(longestWait)
	if got := try("194537"); got != "" {
		t.Errorf("%q", got)
	}
	if got := try("000003"); got != "wrong PIN" {
		t.Errorf("the count does not begin anew: %q", got)
	}
}

// A copy of the folder without the machine's key store opens with the recovery code alone.
func TestThePlatformsKeyStoreHoldsAPart(t *testing.T) {
	home, ring := t.TempDir(), chest{}
	o := Options{App: "paicha test", Now: clock(), vault: ring, argon: cheap}
	s, err := Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	records(t, s, openedAs(1))
	if _, inVault, err := s.SetSecret("194537"); err != nil || !inVault || len(ring) != 1 {
		t.Fatalf("%v %v %v", inVault, err, ring)
	}
	recovery, _, err := s.SetSecret("294537")
	if err != nil || len(ring) != 1 {
		t.Fatalf("%v, %d entries", err, len(ring))
	}
	closes(t, s)
	o.Secret = "294537"
	if s, err = Open(home, o); err != nil {
		t.Fatal(err)
	}
	closes(t, s)
	o.vault = noVault{}
	if _, err = Open(home, o); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "recovery code") {
		t.Errorf("%v", err)
	}
	o.Secret = recovery
	if s, err = Open(home, o); err != nil {
		t.Fatal(err)
	}
	if err := s.TakeSecret(); err != nil {
		t.Fatal(err)
	}
	closes(t, s)
}

// The disk fails, or the power goes, at the n-th call while the lock is set or taken away: nothing is lost, the PIN opens it
// or it is open, and the next start brings the change to its end.
func TestALockSetOrTakenIsNeverHalf(t *testing.T) {
	const pin = "194537"
	for _, take := range []bool{false, true} {
		for _, cut := range []bool{false, true} {
			t.Run(fmt.Sprintf("take %t, power %t", take, cut), func(t *testing.T) {
				t.Parallel()
				for n := 1; ; n++ {
					home, d := filepath.Join(t.TempDir(), fmt.Sprint(n)), newSimDisk()
					o := Options{App: "paicha test", Now: clock(), disk: d, segmentBytes: 4096, vault: noVault{}, argon: cheap, Secret: pin}
					s, err := Open(home, o)
					if err != nil {
						t.Fatal(err)
					}
					photo, err := s.AddPhotoFrom(strings.NewReader("a photo"), "IMG.jpg")
					if err != nil {
						t.Fatal(err)
					}
					for k := range 12 {
						records(t, s, openedAs(k+1), answeredAs(k+1, 1))
					}
					if take {
						if _, _, err := s.SetSecret(pin); err != nil {
							t.Fatal(err)
						}
					}
					d.failFrom(n, cut)
					if take {
						err = s.TakeSecret()
					} else {
						_, _, err = s.SetSecret(pin)
					}
					done := !d.failing()
					if done && err != nil {
						t.Fatalf("call %d: %v", n, err)
					}
					_ = s.Close() // what it says is of no use: the disk is gone
					d.mend()
					if cut {
						d.power(rand.New(rand.NewPCG(uint64(n), 3)), n%2 == 0)
					}
					if s, err = Open(home, o); err != nil {
						t.Fatalf("call %d: %v", n, err)
					}
					h, err := s.Check(nil)
					if err != nil || !wholeBut(h, "criteria") || h.Operations != 25 || h.Photos != 1 {
						t.Fatalf("call %d: %+v %v", n, h, err)
					}
					if data, err := s.OpenPhoto(photo.SHA256); err != nil || string(data) != "a photo" {
						t.Errorf("call %d: %q %v", n, data, err)
					}
					verifyChain(t, s)
					closes(t, s)
					if done {
						row(t, fmt.Sprintf("lock set or taken (%t), power cut (%t)", take, cut), n, 25*n)
						if n < 20 {
							t.Errorf("only %d calls", n)
						}
						break
					}
				}
			})
		}
	}
}

// A change of the lock is not begun where the disk may be too full to finish it: the home would not open until there is room.
func TestALockNeedsRoom(t *testing.T) {
	home, d := t.TempDir(), newSimDisk()
	o := Options{App: "paicha test", Now: clock(), disk: d, vault: noVault{}, argon: cheap, Secret: "194537"}
	s, err := Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	records(t, s, openedAs(1))
	for _, step := range []func() error{
		func() error { _, _, err := s.SetSecret("194537"); return err },
		func() error { return s.TakeSecret() },
	} {
		d.free = photoReserve - 1
		if err := step(); err == nil || !strings.Contains(err.Error(), "the lock is left as it is") {
			t.Errorf("%v", err)
		}
		closes(t, s)
		if s, err = Open(home, o); err != nil {
			t.Fatal(err)
		}
		d.free = 900 << 20
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	verifyChain(t, s)
	closes(t, s)
}
