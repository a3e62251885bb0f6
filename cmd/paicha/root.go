package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/store"
	"anquan.example/paicha/store/tablet"
)

// Exit codes.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
)

// usageError is a call that cannot be understood.
type usageError struct{ error }

func (u usageError) Unwrap() error { return u.error }

// program is a run of the command line: its world, the words, and the flags that all commands share.
type program struct {
	world
	w          *words.Words
	home       string
	lang       string
	checklists string
	photos     string
}

// run is the whole program: arguments in, exit code out.
func run(ctx context.Context, args []string, wd world) int {
	p := &program{world: wd}
	p.w = words.In(words.Choose(langFlag(args), wd.getenv))
	root := p.root()
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return exitOK
	}
	fmt.Fprintf(wd.err, "paicha: %s\n", plainLines(p.w.Error(err)))
	var usage usageError
	if errors.As(err, &usage) || strings.HasPrefix(err.Error(), "unknown command") {
		fmt.Fprintf(wd.err, p.w.CLI.SeeHelp+"\n", cmd.CommandPath())
		return exitUsage
	}
	return exitFailure
}

// langFlag reads --lang ahead of cobra: help is in that language too.
func langFlag(args []string) string {
	for n, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return v
		}
		if a == "--lang" && n+1 < len(args) {
			return args[n+1]
		}
	}
	return ""
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

func (p *program) root() *cobra.Command {
	c := p.w.CLI
	root := &cobra.Command{
		Use: "paicha", Short: c.About, Long: c.Long, Example: c.Examples, Version: version(),
		Args: noArgs, SilenceErrors: true, SilenceUsage: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.walk(cmd.Context()) },
	}
	root.SetIn(p.in)
	root.SetOut(p.out) // the completion command keeps what it is when it is made
	root.SetErr(p.err)
	f := root.PersistentFlags()
	f.StringVar(&p.home, "home", "", c.FlagHome)
	f.StringVar(&p.lang, "lang", "", c.FlagLang)
	root.Flags().StringVar(&p.checklists, "checklists", "", c.FlagChecklists)
	root.Flags().StringVar(&p.photos, "photos", p.getenv("PAICHA_PHOTOS"), c.FlagPhotos)
	root.Flags().BoolP("version", "v", false, c.FlagVersion)
	root.AddCommand(p.record(), p.list(), p.show(), p.findings(), p.report(), p.paper(), p.verify(), p.printing(), p.criteria(), p.backup(), p.restore(), p.doctor(), p.lock(), p.selftest(), p.enrol(), p.syncs(), p.bundles())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, sub := range root.Commands() {
		p.speak(sub)
	}
	root.SetUsageTemplate(p.usage())
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	p.translateHelp(root)
	return root
}

// speak puts cobra's own commands into the program's language.
func (p *program) speak(c *cobra.Command) {
	switch c.Name() {
	case "help":
		c.Short, c.Long = p.w.CLI.Help, p.w.CLI.Help
	case "completion":
		c.Short, c.Long = p.w.CLI.Completion, p.w.CLI.CompletionLong
		for _, shell := range c.Commands() {
			shell.Short = p.w.CLI.Completion + " (" + shell.Name() + ")"
		}
	}
}

func (p *program) translateHelp(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	if f := c.Flags().Lookup("help"); f != nil {
		f.Usage = p.w.CLI.FlagHelp
	}
	for _, sub := range c.Commands() {
		p.translateHelp(sub)
	}
}

func (p *program) usage() string {
	c := p.w.CLI
	return c.UsageHead + `:{{if .Runnable}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} [command]

` + c.CommandsHead + `:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasExample}}

` + c.ExamplesHead + `:
{{.Example}}{{end}}{{if .HasAvailableLocalFlags}}

` + c.FlagsHead + `:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

` + c.GlobalHead + `:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

` + fmt.Sprintf(c.MoreHelp, "{{.CommandPath}}") + `{{end}}
`
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usageError{fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath())}
	}
	return nil
}

func exactly(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := cobra.ExactArgs(n)(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

// openStore opens the home that the flags name, and keeps the library that new inspections will use.
func (p *program) openStore() (*store.Store, error) {
	home, err := p.homeDir()
	if err != nil {
		return nil, err
	}
	return p.open(home)
}

// homeDir is the home that the flags name.
func (p *program) homeDir() (string, error) {
	if p.home != "" {
		return p.home, nil
	}
	return store.DefaultHome(p.getenv)
}

func appName() string { return "paicha " + version() }

func (p *program) options() store.Options {
	return store.Options{App: appName(), Now: p.now, Uptime: store.Uptime, Secret: p.getenv(pinVar), Heir: tablet.Heir}
}

// criteriaOf is the criteria for new inspections in a home: the file of --checklists, else those that the park handed
// out, else the embedded ones.
func (p *program) criteriaOf(s *store.Store) (*checklist.Library, []byte, error) {
	if revision := handedCriteria(s); revision != "" && p.checklists == "" {
		lib, err := s.Library(revision)
		if err == nil {
			data, err := s.LibraryFile(revision)
			return lib, data, err
		}
		// damaged: the embedded ones, and the doctor says so
	}
	return p.library()
}

// library is the criteria for new inspections: the embedded ones, or the file of --checklists.
func (p *program) library() (*checklist.Library, []byte, error) {
	name, data := "checklists.yaml", paicha.Checklists
	if p.checklists != "" {
		var err error
		if data, err = os.ReadFile(p.checklists); err != nil {
			return nil, nil, fmt.Errorf("read the library: %w", err)
		}
		name = p.checklists
	}
	lib, err := checklist.Parse(name, data)
	return lib, data, err
}
