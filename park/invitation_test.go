package park_test

import (
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

var admin = account.Person{Login: "boss", Name: "主任甲", Role: account.Admin}

// invitation is the one of a name, as lists have it.
func (w *world) invitation(name string) park.Invitation {
	w.t.Helper()
	all, err := w.Invitations(w.t.Context(), auditor)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, i := range all {
		if i.Name == name {
			return i
		}
	}
	w.t.Fatalf("no invitation of %s in %+v", name, all)
	return park.Invitation{}
}

// enrol is a tablet that comes with the line of an invitation.
func (w *world) enrol(line string) error {
	w.t.Helper()
	_, code, _ := strings.Cut(line, "#")
	code, err := wire.CleanCode(code)
	if err != nil {
		w.t.Fatal(err)
	}
	seed := sha256.Sum256([]byte(line))
	pub, key := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey), w.Sync.About().Key
	_, err = w.Sync.Enrol(w.t.Context(), &wire.Enrol{Key: pub, Proof: wire.Prove(wire.Stretch(code, key), wire.BySide, key, pub, nil)})
	return err
}

// Whoever was invited, tablet or person, stands on one list until long after; what is open is withdrawn, and who comes with it is told so.
func TestInvitationsAreListedAndWithdrawn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		invite := func(i server.Invitation) string {
			t.Helper()
			line, err := w.InviteDevice(ctx, admin, "https://park.example", i, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			return line
		}
		first := invite(server.Invitation{Name: "平板7", Person: "专家甲", Role: wire.RoleLead})
		second := invite(server.Invitation{Name: "平板8", Role: wire.RoleExpert})
		li, err := w.Accounts.Invite(ctx, admin, account.Account{Login: "li", Name: "李某某", Role: account.Officer}, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if i := w.invitation("平板7"); i.Kind != park.OfDevice || i.Person != "专家甲" || !i.Lead || i.By != "主任甲 (boss)" || !i.Made.Equal(now) || !i.Until.Equal(now.Add(time.Hour)) || i.Standing(now) != park.InvitationOpen {
			t.Errorf("%+v", i)
		}
		if i := w.invitation("li"); i.Kind != string(account.NewLink) || i.Person != "李某某" || i.By != "主任甲 (boss)" || !i.Made.Equal(now) || i.Standing(now) != park.InvitationOpen || i.Standing(i.Until) != park.InvitationOver {
			t.Errorf("%+v", i)
		}
		for _, name := range []string{"平板8", "li"} {
			for range 2 { // pressed twice
				if i, err := w.Withdraw(ctx, admin, w.invitation(name).ID); err != nil || i.Name != name {
					t.Errorf("%+v: %v", i, err)
				}
			}
			if i := w.invitation(name); i.Standing(now) != park.InvitationWithdrawn {
				t.Errorf("%+v", i)
			}
		}
		var refusal *wire.Refusal
		if err := w.enrol(second); !errors.As(err, &refusal) || refusal.Code != wire.Withdrawn {
			t.Errorf("a withdrawn code: %v", err)
		}
		var denied *account.Denied
		if _, _, err := w.Accounts.SetPassword(ctx, li, "四个 互不 相干的 词", "192.0.2.7:1"); !errors.As(err, &denied) || denied.Reason != account.Withdrawn {
			t.Errorf("a withdrawn link: %v", err)
		}
		if err := w.enrol(first); err != nil {
			t.Fatal(err)
		}
		used := w.invitation("平板7")
		if _, err := w.Withdraw(ctx, admin, used.ID); !errors.Is(err, park.ErrInvitationUsed) || used.Standing(now) != park.InvitationUsed {
			t.Errorf("%+v: %v", used, err)
		}
		for _, none := range []string{"", "xyz", "00000000", strings.Repeat("0", 64)} {
			if _, err := w.Withdraw(ctx, admin, none); !errors.Is(err, park.ErrNoInvitation) {
				t.Errorf("%q: %v", none, err)
			}
		}
		w.auditSays(t, "device.invited 平板7 专家甲", "device.invited 平板8", "account.added li: name 李某某, role officer", "device.invitation-withdrawn 平板8", "account.link-withdrawn li")
	})
}

// auditSays wants these lines of the audit and no others, oldest first.
func (w *world) auditSays(t *testing.T, want ...string) {
	t.Helper()
	var got []string
	if err := w.DB.Read(t.Context(), func(tx *sqldb.Tx) error {
		all, err := account.Audit(tx, account.Page{})
		for n := range all {
			e := all[len(all)-1-n]
			got = append(got, e.What+" "+e.About)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the audit has\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// An auditor sees who was invited; the codes of others than administrators withdraw nothing.
func TestOnlyAdministratorsInviteAndWithdraw(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, who := range []account.Person{officer, lead, expert, auditor, w.mine, {}} {
			if _, err := w.InviteDevice(t.Context(), who, "https://park.example", server.Invitation{Name: "平板", Role: wire.RoleExpert}, time.Hour); !errors.Is(err, park.ErrForbidden) {
				t.Errorf("%s invites: %v", who.Role, err)
			}
			if _, err := w.Withdraw(t.Context(), who, "00000000"); !errors.Is(err, park.ErrForbidden) {
				t.Errorf("%s withdraws: %v", who.Role, err)
			}
			if _, err := w.Invitations(t.Context(), who); (err == nil) != (who.Role == account.Auditor) {
				t.Errorf("%s looks: %v", who.Role, err)
			}
		}
	})
}
