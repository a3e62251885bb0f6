package account_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
)

func TestEnter(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		p.person(boss)
		p.person(expert)
		p.person(officer)
		p.ok(p.Disable(p.Context(), account.Console, "lisi"))
		if _, err := p.Invite(p.Context(), account.Console, worker, time.Hour); err != nil {
			p.Fatal(err)
		}
		for _, c := range []struct {
			what, login, password string
			want                  account.Reason
		}{
			{"a wrong password", "boss", other, account.Wrong},
			{"a login that nobody has", "nobody", good, account.Wrong},
			{"no login", "", good, account.Wrong},
			{"no text", "bo\x00ss\xff", good, account.Wrong},
			{"no password", "boss", "", account.Wrong},
			{"a very long one", "boss", strings.Repeat(good, 1000), account.Wrong},
			{"invited, no password yet", "wang", "", account.Wrong},
			{"disabled", "lisi", good, account.Disabled},
			{"disabled, and wrong", "lisi", other, account.Wrong},
		} {
			_, err := p.enter(c.login, c.password)
			if d := p.not(err, c.want); c.want == account.Wrong && d.Error() != "the login or the password is wrong" {
				p.Errorf("%s: %v", c.what, d)
			}
		}
		for _, login := range []string{"zhuanjia", " ZhuanJia ", "ｚｈｕａｎｊｉａ"} {
			cookie, s, err := p.Enter(p.Context(), login, good, here)
			p.ok(err)
			if s.Person != (account.Person{Login: "zhuanjia", Name: "专家乙", Role: account.Expert, Lang: "zh"}) || p.is(cookie) != "专家乙" {
				p.Errorf("%q: %+v", login, s)
			}
		}
	})
}

// A password typed with a Chinese keyboard's full-width letters is the same password.
func TestFullWidthLettersAreTheSamePassword(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		secret, err := p.Invite(p.Context(), account.Console, boss, time.Hour)
		p.ok(err)
		_, _, err = p.SetPassword(p.Context(), secret, "ｂａtter staple", here)
		p.ok(err)
		_, err = p.enter("boss", "batter staple")
		p.ok(err)
	})
}

// Locks double, a login that nobody has is locked in the same words, and a right password does not open a lock.
func TestLocks(t *testing.T) {
	each(t, account.Options{MaxFailures: 3, Lock: time.Minute}, func(p *park) {
		p.person(boss)
		var said [2][]string
		for n, login := range []string{"boss", "nobody"} {
			began := p.now
			for range 3 {
				_, err := p.enter(login, other)
				p.not(err, account.Wrong)
			}
			for _, wait := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour, time.Hour} {
				_, err := p.enter(login, good)
				d := p.not(err, account.Locked)
				if got := d.Until.Sub(p.now); got != wait {
					p.Fatalf("%s is locked for %v, want %v", login, got, wait)
				}
				said[n] = append(said[n], fmt.Sprint(d.Until.Sub(began)))
				p.pass(wait)
				_, err = p.enter(login, other)
				p.not(err, account.Wrong)
			}
		}
		if !slices.Equal(said[0], said[1]) {
			p.Errorf("an account is told from none: %v, %v", said[0], said[1])
		}
		p.pass(time.Hour)
		_, err := p.enter("boss", good)
		p.ok(err)
		for range 2 { // counted anew
			_, err := p.enter("boss", other)
			p.not(err, account.Wrong)
		}
		_, err = p.enter("boss", good)
		p.ok(err)
		if n := len(slices.DeleteFunc(p.audited(), func(e account.Entry) bool { return e.What != account.AccountLocked || e.About != "boss" })); n != 1 {
			p.Errorf("%d locks in the audit", n)
		}
	})
}

// Whoever guesses from one place is stopped before the account is locked again and again, and the only administrator gets in by a link.
func TestNobodyLocksTheOnlyAdministratorOut(t *testing.T) {
	each(t, account.Options{}, func(p *park) {
		cookie := p.person(boss)
		for n := range 5 {
			_, _, err := p.Enter(p.Context(), "boss", other, fmt.Sprintf("198.51.100.%d:1", n))
			p.not(err, account.Wrong)
		}
		_, err := p.enter("boss", good)
		p.not(err, account.Locked)
		if p.is(cookie) != boss.Name {
			p.Error("who was in is out")
		}
		secret, err := p.Reset(p.Context(), account.Console, "boss", time.Hour)
		p.ok(err)
		in, s, err := p.SetPassword(p.Context(), secret, other, here)
		p.ok(err)
		if s.Login != "boss" || p.is(in) != boss.Name || p.is(cookie) != "" {
			p.Errorf("%+v", s)
		}
		_, err = p.enter("boss", other)
		p.ok(err)
	})
}

func TestAnAddressThatFailsOftenWaits(t *testing.T) {
	each(t, account.Options{MaxFailures: 1000}, func(p *park) {
		p.person(boss)
		from := "2001:db8:1:2::%x"
		for n := range 20 { // one network is one place
			_, _, err := p.Enter(p.Context(), fmt.Sprintf("guess%d", n), good, fmt.Sprintf(from, n))
			p.not(err, account.Wrong)
		}
		_, _, err := p.Enter(p.Context(), "boss", good, fmt.Sprintf(from, 99))
		d := p.not(err, account.TooMany)
		_, _, err = p.EnterByLink(p.Context(), "x", "赵某某", fmt.Sprintf(from, 1))
		p.not(err, account.TooMany)
		_, err = p.enter("boss", good) // elsewhere
		p.ok(err)
		p.now = d.Until
		for range 30 { // who knows the password is not counted
			_, _, err = p.Enter(p.Context(), "boss", good, fmt.Sprintf(from, 99))
			p.ok(err)
		}
		for range 2 {
			_, _, err = p.Enter(p.Context(), "boss", other, fmt.Sprintf(from, 99))
		}
		p.not(err, account.TooMany)
	})
}

// Guessing at once gives no more guesses than one after another, but for those that were being compared.
func TestGuessingAtOnce(t *testing.T) {
	each(t, account.Options{MaxFailures: 3}, func(p *park) {
		p.person(boss)
		_, lost := together(20, func(n int) error {
			_, _, err := p.Enter(background, "boss", other, fmt.Sprintf("198.51.100.%d", n))
			return err
		})
		wrong := 0
		for _, err := range lost {
			if err.Error() == "the login or the password is wrong" {
				wrong++
			}
		}
		if len(lost) != 20 || wrong < 3 || wrong > 4 {
			p.Errorf("%d guesses, of them %d were compared", len(lost), wrong)
		}
	})
}
