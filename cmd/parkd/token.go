package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
)

func (p *program) tokens() *cobra.Command {
	w := p.w.Invited
	c := &cobra.Command{Use: "token", Short: w.Token, Long: w.TokenLong}
	c.AddCommand(p.tokenList(), p.tokenMake(), p.tokenWithdraw())
	return c
}

func (p *program) tokenList() *cobra.Command {
	w := p.w.Invited
	return &cobra.Command{
		Use: "list", Short: w.TokenList, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withAccounts(func(a *account.Accounts) error {
				all, err := a.Tokens(cmd.Context())
				if err != nil {
					return err
				}
				if len(all) == 0 {
					_, err := fmt.Fprintln(p.out, w.TokenNone)
					return err
				}
				rows := [][]string{{"ID", w.ColToken, w.ColScopes, w.ColEnterprise, w.ColMade, w.ColSeen, w.ColUntil, w.ColState}}
				for _, t := range all {
					rows = append(rows, p.tokenRow(t))
				}
				return table(p.out, rows)
			})
		},
	}
}

// tokenRow is a token as a row.
func (p *program) tokenRow(t account.Token) []string {
	w, admin := p.w.Invited, p.w.Admin
	seen, until, state := admin.Never, w.TokenForGood, admin.Fine
	if !t.Seen.IsZero() {
		seen = at(t.Seen)
	}
	if !t.Until.IsZero() {
		until = at(t.Until)
	}
	switch {
	case !t.Revoked.IsZero():
		state = admin.Revoked
	case !t.Until.IsZero() && !p.now().Before(t.Until):
		state = admin.Over
	}
	creator := t.Creator
	if creator == "" {
		creator = account.Console.Name
	}
	var scopes []string
	for _, s := range t.Scopes {
		scopes = append(scopes, string(s))
	}
	return []string{shortID(t.ID), t.Name, strings.Join(scopes, ","), t.Enterprise, creator + " " + at(t.Created), seen, until, state}
}

func (p *program) tokenMake() *cobra.Command {
	w := p.w.Invited
	var t account.Token
	var scopes []string
	var day string
	c := &cobra.Command{
		Use: "make PROGRAM", Short: w.TokenMake, Long: w.TokenMakeLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			t.Name, t.Scopes = args[0], nil
			for _, s := range scopes {
				t.Scopes = append(t.Scopes, account.Scope(strings.TrimSpace(s)))
			}
			good := w.TokenForGood
			if day != "" {
				if t.Until, err = p.endOf(day); err != nil {
					return err
				}
				good = fmt.Sprintf(w.TokenGood, at(t.Until))
			}
			return p.withAccounts(func(a *account.Accounts) error {
				bearer, err := a.NewToken(cmd.Context(), account.Console, t)
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, w.TokenMade+"\n", clean(t.Name), good, bearer)
				return err
			})
		},
	}
	c.Flags().StringSliceVar(&scopes, "scope", nil, w.FlagScope)
	c.Flags().StringVar(&t.Enterprise, "enterprise", "", w.FlagTokenEnterprise)
	c.Flags().StringVar(&day, "until", "", w.FlagUntil)
	_ = c.MarkFlagRequired("scope")
	return c
}

// endOf is the end of a day at the park that has not passed.
func (p *program) endOf(day string) (time.Time, error) {
	t, err := time.ParseInLocation(time.DateOnly, day, park.Zone)
	if err != nil {
		return t, fmt.Errorf(p.w.Invited.BadDay, day)
	}
	if t = t.AddDate(0, 0, 1); !t.After(p.now()) {
		return t, fmt.Errorf(p.w.Invited.PastDay, day)
	}
	return t, nil
}

func (p *program) tokenWithdraw() *cobra.Command {
	w := p.w.Invited
	return &cobra.Command{
		Use: "withdraw ID", Short: w.TokenRevoke, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withAccounts(func(a *account.Accounts) error {
				all, err := a.Tokens(cmd.Context())
				if err != nil {
					return err
				}
				var found []account.Token
				for _, t := range all {
					if begins(t.ID, args[0]) {
						found = append(found, t)
					}
				}
				if len(found) != 1 {
					return fmt.Errorf(w.TokenUnknown, args[0])
				}
				if err := a.RevokeToken(cmd.Context(), account.Console, found[0].ID); err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.out, w.TokenRevoked+"\n", clean(found[0].Name))
				return err
			})
		},
	}
}
