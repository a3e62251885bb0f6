package account

import (
	"context"
	"database/sql"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// The rule for the code on a printed list. Paper is scanned by a telephone, then by a colleague's, then wanted on a computer; and it is
// photographed, passed on and thrown away. So:
//
//   - the first use binds the code to the device that opened it: there is a guest's session of Options.Guest, and that device is
//     recognised by its cookie when it scans the paper again (Session.Link is Link.ID), without using it up further;
//   - entryUses devices may come in all, within entryWindow of the first use, each with the name of its person;
//   - after that the paper opens nothing. Who needs it on another device gets a new list, or an account;
//   - EndLinks makes paper that went astray worthless and ends the sessions that came of it;
//   - who is in is on a list (Guests), for the park and the enterprise itself.
const (
	entryUses   = 3
	entryWindow = 3 * 24 * time.Hour
)

// more says whether one more device may come by the code.
func (a *Accounts) more(l *Link) error {
	now := a.o.Now()
	switch {
	case l.Uses >= entryUses, l.Uses > 0 && !now.Before(l.Used.Add(entryWindow)):
		return denied(LinkFull, "")
	case l.Uses == 0 && !now.Before(l.Until):
		return denied(LinkExpired, "")
	}
	return nil
}

// Printing is who may put a code on a list.
func (p Person) Printing() bool {
	return p.Role == Admin || p.Role == Officer || p.Role == Lead || p.Role == Expert
}

// EntryLink makes the code for a list that is printed for an enterprise. Codes that were printed before stay good: EndLinks ends them.
func (a *Accounts) EntryLink(ctx context.Context, by Person, enterprise, inspection string, life time.Duration) (secret string, err error) {
	if !by.Printing() {
		return "", denied(Forbidden, by.Name)
	}
	err = a.db.Write(ctx, func(tx *sqldb.Tx) error {
		id, err := enterpriseID(tx, enterprise)
		if err != nil {
			return err
		}
		if err := Note(tx, a.o.Now(), by, CodePrinted, id+" "+inspection); err != nil {
			return err
		}
		secret, err = a.addLink(tx, by, Link{Kind: EntryLinks, Enterprise: id, Inspection: inspection}, life)
		return err
	})
	return secret, err
}

// EnterByLink lets a guest of an enterprise in, by the code on a list and the name that they give.
func (a *Accounts) EnterByLink(ctx context.Context, secret, name, from string) (cookie string, s *Session, err error) {
	if err := a.addresses.open(from, a.o.Now()); err != nil {
		return "", nil, err
	}
	cookie, s, err = a.begin(ctx, func(tx *sqldb.Tx) (v visitor, err error) {
		l, err := a.link(tx, secret)
		if err != nil {
			return v, err
		}
		if l.Kind != EntryLinks {
			return v, denied(LinkUnknown, "")
		}
		v = visitor{enterprise: l.Enterprise, link: hashed(secret), until: a.o.Now().Add(a.o.Guest).UnixMilli()}
		if v.name, err = guestName(tx, name); err != nil {
			return v, err
		}
		used := a.now()
		if !l.Used.IsZero() {
			used = l.Used.UnixMilli()
		}
		if _, err := tx.Exec(`UPDATE link SET used = $1, uses = uses + 1 WHERE id = $2`, used, v.link); err != nil {
			return v, err
		}
		who := Person{Name: v.name, Role: Enterprise, Enterprise: v.enterprise, Guest: true}
		return v, Note(tx, a.o.Now(), who, GuestCame, l.Enterprise+" "+l.Inspection)
	})
	a.lost(err, from)
	return cookie, s, err
}

// EndLinks makes the codes that were printed for an inspection of an enterprise worthless, and ends the sessions that came of them; for
// all of the enterprise when inspection is ”.
func (a *Accounts) EndLinks(ctx context.Context, by Person, enterprise, inspection string) error {
	if !by.Printing() {
		return denied(Forbidden, by.Name)
	}
	return a.db.Write(ctx, func(tx *sqldb.Tx) error {
		id, err := enterpriseID(tx, enterprise)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM session WHERE login = '' AND enterprise = $1 AND link IN
			(SELECT id FROM link WHERE kind = 'entry' AND enterprise = $1 AND ($2 = '' OR inspection = $2))`, id, inspection); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM link WHERE kind = 'entry' AND enterprise = $1 AND ($2 = '' OR inspection = $2)`, id, inspection); err != nil {
			return err
		}
		return Note(tx, a.o.Now(), by, GuestsEnded, id+" "+inspection)
	})
}

// Guest is somebody who came by the code on a list and may still be in.
type Guest struct {
	Name              string
	Inspection        string
	Since, Seen, Ends time.Time // Since: let in, whatever was renewed
}

// Guests is who is in by a code for the enterprise, newest first.
func (a *Accounts) Guests(ctx context.Context, enterprise string) (all []Guest, err error) {
	err = a.db.Read(ctx, func(tx *sqldb.Tx) error {
		return tx.Each(`SELECT session.name, coalesce(link.inspection, ''), session.seen, session.until
			FROM session LEFT JOIN link ON link.id = session.link
			WHERE session.link IN (SELECT id FROM link WHERE kind = 'entry' AND enterprise = $1) AND session.until > $2
			ORDER BY session.until DESC, session.id`, []any{enterprise, a.now() + grace.Milliseconds()}, func(rows *sql.Rows) error {
			var g Guest
			var seen, until int64
			err := rows.Scan(&g.Name, &g.Inspection, &seen, &until)
			g.Seen, g.Ends = time.UnixMilli(seen), time.UnixMilli(until)
			g.Since = g.Ends.Add(-a.o.Guest)
			all = append(all, g)
			return err
		})
	})
	return all, err
}
