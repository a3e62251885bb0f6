package server_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"testing"
	"time"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// gate is a park that devices come to, with a clock that the test turns.
type gate struct {
	*testing.T
	*server.Park
	ledger server.Ledger
	now    time.Time
}

func newGate(t *testing.T) *gate {
	g := &gate{T: t, ledger: server.NewMemory(), now: time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)}
	p, err := server.Open(t.Context(), g.ledger, server.NewMemoryBlobs(), server.Options{Now: func() time.Time { return g.now }})
	if err != nil {
		t.Fatal(err)
	}
	g.Park = p
	return g
}

func (g *gate) invited(name string) string {
	g.Helper()
	code, err := g.Invite(g.Context(), name, "专家甲", wire.RoleExpert, time.Hour)
	if err != nil {
		g.Fatal(err)
	}
	return code
}

// comes is a device of a name that shows a code: the code of the refusal, "" when it is let in.
func (g *gate) comes(device, code string) wire.Code {
	g.Helper()
	seed := sha256.Sum256([]byte(device))
	pub := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
	clean, err := wire.CleanCode(code)
	if err != nil {
		g.Fatal(err)
	}
	park := g.About()
	_, err = g.Enrol(context.Background(), &wire.Enrol{Key: pub, Proof: wire.Prove(wire.Stretch(clean, park.Key), wire.BySide, park.Key, pub, nil)})
	var refusal *wire.Refusal
	if err != nil && !errors.As(err, &refusal) {
		g.Fatal(err)
	}
	if refusal == nil {
		return ""
	}
	return refusal.Code
}

func (g *gate) withdraw(id string) (i *server.Invitation) {
	g.Helper()
	if err := g.ledger.Update(g.Context(), func(tx server.Tx) (err error) {
		i, _, err = g.Withdraw(tx, id, "主任甲")
		return err
	}); err != nil {
		g.Fatal(err)
	}
	return i
}

// of is the invitation of a device's name, as it is kept.
func (g *gate) of(name string) server.Invitation {
	g.Helper()
	all, err := g.Invitations(g.Context())
	if err != nil {
		g.Fatal(err)
	}
	for _, i := range all {
		if i.Name == name {
			return i
		}
	}
	return server.Invitation{}
}

func TestWhatBecomesOfAnInvitation(t *testing.T) {
	g := newGate(t)
	used, withdrawn, old := g.invited("平板1"), g.invited("平板2"), g.invited("平板3")
	made := uint64(g.now.UnixMilli())
	if i := g.of("平板1"); i.Made != made || i.Until != made+3_600_000 || i.Used+i.Withdrawn != 0 {
		t.Errorf("%+v", i)
	}
	if got := g.comes("a", used); got != "" {
		t.Errorf("a good code: %s", got)
	}
	id := g.of("平板2").ID
	if i := g.withdraw(id); i == nil || i.Withdrawn != made || i.WithdrawnBy != "主任甲" {
		t.Errorf("withdrawn: %+v", i)
	}
	if i := g.withdraw("00000000"); i != nil {
		t.Errorf("there is none: %+v", i)
	}
	g.now = g.now.Add(2 * time.Hour)
	if i := g.withdraw(id); i.Withdrawn != made {
		t.Errorf("withdrawn again: %+v", i)
	}
	if i := g.withdraw(g.of("平板1").ID); i.Used != made || i.Withdrawn != 0 {
		t.Errorf("it was used, and stays so: %+v", i)
	}
	for _, c := range []struct {
		code string
		want wire.Code
	}{{used, wire.BadCode}, {withdrawn, wire.Withdrawn}, {old, wire.BadCode}, {"0000-0000", wire.BadCode}} {
		if got := g.comes("b", c.code); got != c.want {
			t.Errorf("%s: %q, want %q", c.code, got, c.want)
		}
	}
	for _, name := range []string{"平板1", "平板2"} {
		if i := g.of(name); i.Until >= made {
			t.Errorf("a parkd that looks at Until alone would let %s in: %+v", name, i)
		}
	}
	if all, err := g.Devices(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d devices, %v", len(all), err)
	}
}

// The list does not grow for ever.
func TestInvitationsOfLongAgoAreForgotten(t *testing.T) {
	g := newGate(t)
	code := g.invited("平板1")
	g.now = g.now.Add(90 * 24 * time.Hour)
	g.invited("平板2")
	if g.of("平板1").ID == "" {
		t.Error("it ended 90 days ago, less an hour")
	}
	g.now = g.now.Add(2 * time.Hour)
	g.invited("平板3")
	if i := g.of("平板1"); i.ID != "" {
		t.Errorf("kept: %+v", i)
	}
	if got := g.comes("a", code); got != wire.BadCode {
		t.Errorf("its code: %q", got)
	}
}
