package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/sync/server"
)

func (p *program) accounts() *cobra.Command {
	w := p.w.Account
	c := &cobra.Command{Use: "account", Short: w.Cmd, Long: w.Long}
	c.AddCommand(p.accountAdd(), p.accountList(), p.accountReset(), p.accountDisable())
	return c
}

// withAccounts runs f with the accounts of the park.
func (p *program) withAccounts(f func(*account.Accounts) error) error {
	db, _, err := p.openDB()
	if err != nil {
		return err
	}
	return errors.Join(f(account.New(db, account.Options{Now: p.now})), db.Close())
}

// parkURL is where people find the park: what the flag says, or what serve wrote down.
func (p *program) parkURL(ctx context.Context, flag string) (url string, err error) {
	if flag != "" {
		return strings.TrimRight(flag, "/"), nil
	}
	err = p.with(ctx, func(park *server.Park) error {
		url, err = park.URL(ctx)
		return err
	})
	if err == nil && url == "" {
		err = errors.New(p.w.Parkd.NoURL)
	}
	return strings.TrimRight(url, "/"), err
}

// linking prints the link that it makes, in the words of said.
func (p *program) linking(ctx context.Context, login, url, said string, life time.Duration, link func(*account.Accounts) (string, error)) error {
	base, err := p.parkURL(ctx, url)
	if err != nil {
		return err
	}
	return p.withAccounts(func(a *account.Accounts) error {
		secret, err := link(a)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(p.out, said+"\n", clean(login), p.now().Add(life).Format("2006-01-02 15:04"), base+account.LinkPath+secret)
		return err
	})
}

func (p *program) accountAdd() *cobra.Command {
	w := p.w.Account
	var acc account.Account
	var role, url string
	var life time.Duration
	c := &cobra.Command{
		Use: "add LOGIN", Short: w.Add, Long: w.AddLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			acc.Login, acc.Role = args[0], account.Role(role)
			return p.linking(cmd.Context(), args[0], url, w.Made, life, func(a *account.Accounts) (string, error) {
				return a.Invite(cmd.Context(), account.Console, acc, life)
			})
		},
	}
	c.Flags().StringVar(&acc.Name, "name", "", w.FlagName)
	c.Flags().StringVar(&role, "role", "", w.FlagRole)
	c.Flags().StringVar(&acc.Enterprise, "enterprise", "", w.FlagEnterprise)
	c.Flags().StringVar(&acc.Lang, "speaks", "", w.FlagLang)
	c.Flags().StringVar(&url, "url", "", p.w.Parkd.FlagURL)
	c.Flags().DurationVar(&life, "for", 72*time.Hour, w.FlagLife)
	for _, name := range []string{"name", "role"} {
		_ = c.MarkFlagRequired(name)
	}
	return c
}

func (p *program) accountReset() *cobra.Command {
	w := p.w.Account
	var url string
	var life time.Duration
	c := &cobra.Command{
		Use: "reset LOGIN", Short: w.Reset, Long: w.ResetLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.linking(cmd.Context(), args[0], url, w.Renewed, life, func(a *account.Accounts) (string, error) {
				return a.Reset(cmd.Context(), account.Console, args[0], life)
			})
		},
	}
	c.Flags().StringVar(&url, "url", "", p.w.Parkd.FlagURL)
	c.Flags().DurationVar(&life, "for", 72*time.Hour, w.FlagLife)
	return c
}

func (p *program) accountDisable() *cobra.Command {
	w := p.w.Account
	return &cobra.Command{
		Use: "disable LOGIN", Short: w.Disable, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withAccounts(func(a *account.Accounts) error {
				if err := a.Disable(cmd.Context(), account.Console, args[0]); err != nil {
					return err
				}
				_, err := fmt.Fprintf(p.out, w.Disabled+"\n", clean(args[0]))
				return err
			})
		},
	}
}

func (p *program) accountList() *cobra.Command {
	w := p.w.Account
	return &cobra.Command{
		Use: "list", Short: w.List, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withAccounts(func(a *account.Accounts) error {
				all, err := a.List(cmd.Context())
				if err != nil {
					return err
				}
				if len(all) == 0 {
					_, err := fmt.Fprintln(p.out, w.None)
					return err
				}
				rows := [][]string{{w.ColLogin, w.ColName, w.ColRole, w.ColEnterprise, w.ColSeen, w.ColState}}
				for _, acc := range all {
					seen := ""
					if !acc.Seen.IsZero() {
						seen = acc.Seen.Format("2006-01-02 15:04")
					}
					rows = append(rows, []string{acc.Login, acc.Name, w.Roles[string(acc.Role)], acc.Enterprise, seen, p.accountState(acc)})
				}
				return table(p.out, rows)
			})
		},
	}
}

// accountState says whether somebody may come in with the account.
func (p *program) accountState(acc account.Account) string {
	w := p.w.Account
	switch {
	case acc.Disabled:
		return w.StateDisabled
	case acc.Locked.After(p.now()):
		return fmt.Sprintf(w.StateLocked, acc.Locked.Format("15:04"))
	case !acc.Password && !acc.Identity:
		return w.StateInvited
	}
	return w.StateOK
}
