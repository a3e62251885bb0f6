package server_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

func TestWhatIsHandedOutAndSinceWhen(t *testing.T) {
	ctx, now := t.Context(), time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC)
	p, err := server.Open(ctx, server.NewMemory(), server.NewMemoryBlobs(), server.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	hand := func(name string, data []byte) []server.HandedOut {
		t.Helper()
		if err := p.HandOut(ctx, name, data); err != nil {
			t.Fatal(err)
		}
		all, err := p.HandedOut(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if all, err := p.HandedOut(ctx); err != nil || len(all) != 0 {
		t.Fatalf("handed out at first: %+v, %v", all, err)
	}
	hand(wire.Register, []byte("enterprises"))
	first := uint64(now.UnixMilli())
	now = now.Add(time.Hour)
	all := hand(wire.Criteria, []byte("criteria: 1\n"))
	if len(all) != 2 || all[0].Name != wire.Criteria || all[0].Since != uint64(now.UnixMilli()) || all[1].Since != first {
		t.Fatalf("handed out: %+v", all)
	}
	data, err := p.Document(all[0])
	if err != nil || !bytes.Equal(data, []byte("criteria: 1\n")) {
		t.Errorf("document %q, %v", data, err)
	}
	if all = hand(wire.Criteria, nil); len(all) != 1 || all[0].Name != wire.Register {
		t.Errorf("after it was taken back: %+v", all)
	}
}

func TestAnInvitationIsOneLine(t *testing.T) {
	ctx := t.Context()
	p, err := server.Open(ctx, server.NewMemory(), server.NewMemoryBlobs(), server.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.InviteLine(ctx, "", server.Invitation{Name: "平板7", Role: wire.RoleExpert}, time.Hour); !errors.Is(err, server.ErrNoURL) {
		t.Errorf("nobody knows where the park is: %v", err)
	}
	if err := p.SetURL(ctx, "https://park.example:8443"); err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{"": "https://park.example:8443", "https://other.example": "https://other.example"} {
		line, err := p.InviteLine(ctx, given, server.Invitation{Name: "平板7", Role: wire.RoleExpert}, time.Hour)
		url, code, _ := strings.Cut(line, "#")
		if _, bad := wire.CleanCode(code); err != nil || url != want || bad != nil {
			t.Errorf("the line is %q, %v", line, err)
		}
	}
	if line, err := p.InviteLine(ctx, "", server.Invitation{Name: " ", Role: wire.RoleExpert}, time.Hour); err == nil {
		t.Errorf("a device without a name: %q", line)
	}
}
