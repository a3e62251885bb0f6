package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"anquan.example/paicha/store"
)

// Where programs give secrets; people are asked.
const (
	pinVar    = "PAICHA_PIN"
	newPINVar = "PAICHA_NEW_PIN"
	backupVar = "PAICHA_BACKUP_PIN"
)

// lock is "paicha lock": the home's lock is set, changed, taken away, or told of.
func (p *program) lock() *cobra.Command {
	c := &cobra.Command{
		Use: "lock", Short: p.w.CLI.Lock, Long: p.w.CLI.LockLong, Args: noArgs,
		RunE: func(*cobra.Command, []string) error { return p.lockStatus() },
	}
	c.AddCommand(
		&cobra.Command{Use: "set", Short: p.w.CLI.LockSet, Long: p.w.CLI.LockSetLong, Args: noArgs, RunE: func(*cobra.Command, []string) error {
			return p.withStore(p.setLock)
		}},
		&cobra.Command{Use: "remove", Short: p.w.CLI.LockRemove, Args: noArgs, RunE: func(*cobra.Command, []string) error {
			return p.withStore(func(s *store.Store) error {
				if err := s.TakeSecret(); err != nil {
					return err
				}
				_, err := fmt.Fprintln(p.out, p.w.CLI.LockOff)
				return err
			})
		}})
	return c
}

func (p *program) lockStatus() error {
	home, err := p.homeDir()
	if err != nil {
		return err
	}
	h, err := store.Locked(home)
	if err != nil {
		return err
	}
	says := p.w.CLI.LockOff
	if h {
		says = p.w.CLI.LockOn
	}
	_, err = fmt.Fprintln(p.out, says)
	return err
}

// setLock asks for a new secret, twice, and shows the recovery code.
func (p *program) setLock(s *store.Store) error {
	secret := p.getenv(newPINVar)
	if secret == "" {
		var err error
		if secret, err = p.ask(p.w.CLI.AskNewPIN); err != nil {
			return err
		}
		again, err := p.ask(p.w.CLI.AskAgain)
		if err != nil {
			return err
		}
		if again != secret {
			return errors.New(p.w.CLI.NotTheSame)
		}
	}
	recovery, inVault, err := s.SetSecret(secret)
	if recovery == "" {
		return err
	}
	// also when sealing was cut short: the lock is set, and the next start goes on
	_, wrote := fmt.Fprintf(p.out, p.w.CLI.LockRecovery+"\n", recovery)
	if inVault {
		_, more := fmt.Fprintln(p.out, p.w.CLI.LockVault)
		wrote = errors.Join(wrote, more)
	}
	return errors.Join(err, wrote)
}

// errNoAsk says that a secret is needed and nobody can be asked.
var errNoAsk = errors.New("no terminal to ask at")

// ask asks for a secret, which is not shown.
func (p *program) ask(prompt string) (string, error) {
	in, is := p.in.(*os.File)
	if !is || !term.IsTerminal(int(in.Fd())) {
		return "", errNoAsk
	}
	fmt.Fprint(p.err, prompt)
	secret, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(p.err)
	return string(secret), err
}

// open opens a home, asking for its PIN at a terminal when it is locked.
func (p *program) open(home string) (*store.Store, error) {
	o := p.options()
	s, err := store.Open(home, o)
	if !errors.Is(err, store.ErrLocked) || o.Secret != "" {
		return s, err
	}
	if o.Secret, err = p.secret(err, p.w.CLI.AskPIN, pinVar); err != nil {
		return nil, err
	}
	return store.Open(home, o)
}

// secret is asked for, or named as what is missing: why is the error that says so.
func (p *program) secret(why error, prompt, variable string) (string, error) {
	secret, err := p.ask(prompt)
	if errors.Is(err, errNoAsk) {
		return "", fmt.Errorf("%s (%s)", p.w.Error(why), variable)
	}
	return secret, err
}
