// Command parkd is the park's server: it takes in what tablets sync, signs receipts, and hands documents out.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
	"unicode"

	"github.com/adrg/xdg"
	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"anquan.example/paicha/internal/free"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/s3"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
)

func main() {
	debug.SetMemoryLimit(server.MemoryLimit)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], world{out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: time.Now})
	stop()
	os.Exit(code)
}

// world is what a run touches outside the program; tests bring their own.
type world struct {
	out, err io.Writer
	getenv   func(string) string
	now      func() time.Time
	ready    func(url string) // called once the server listens; nil: nobody waits
}

// program is a run of the command line.
type program struct {
	world
	w    *words.Words
	home string
	lang string

	db, photos string // "" in the home folder
}

// run is the whole program: arguments in, exit code out.
func run(ctx context.Context, args []string, wd world) int {
	p := &program{world: wd}
	lang := ""
	for n, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			lang = v
		} else if a == "--lang" && n+1 < len(args) {
			lang = args[n+1]
		}
	}
	p.w = words.In(words.Choose(lang, wd.getenv))
	root := p.root()
	root.SetArgs(args)
	if _, err := root.ExecuteContextC(ctx); err != nil {
		code := 1
		if m := (misuse{}); errors.As(err, &m) {
			code, err = 2, m.error
		}
		fmt.Fprintf(wd.err, "parkd: %s\n", clean(p.w.Error(err)))
		return code
	}
	return 0
}

// misuse is an error in what was handed to the program: exit code 2.
type misuse struct{ error }

func (p *program) root() *cobra.Command {
	c := p.w.Parkd
	root := &cobra.Command{Use: "parkd", Short: c.About, SilenceErrors: true, SilenceUsage: true, Version: version()}
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.PersistentFlags().StringVar(&p.home, "home", "", c.FlagHome)
	root.PersistentFlags().StringVar(&p.db, "db", "", c.FlagDB)
	root.PersistentFlags().StringVar(&p.photos, "photos", "", c.FlagPhotos)
	root.PersistentFlags().StringVar(&p.lang, "lang", "", p.w.CLI.FlagLang)
	root.AddCommand(p.serve(), p.invite(), p.devices(), p.rename(), p.revoke(), p.handOut(), p.sendBack(), p.rebuild(), p.bundles(), p.demo(), p.restored())
	root.AddCommand(p.accounts(), p.tokens())
	root.AddCommand(p.enterprises(), p.export(), p.assess(), p.backup(), p.restore())
	return root
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// The home folder of a park:
//
//	ledger.sqlite   operations, devices, receipts' key; unless --db names another place
//	photos/         whole ones and those that arrived in part, handouts; unless --photos does
//	tls.crt tls.key the self-signed certificate that tablets pin
//	acme/           certificates that an authority gave (--acme)
const (
	ledgerFile = "ledger.sqlite"
	photoDir   = "photos"
	acmeDir    = "acme"
)

// openDB opens the park's database, and makes the home folder where there is none.
func (p *program) openDB() (db *sqldb.DB, home string, err error) {
	if home, err = p.homeDir(); err != nil {
		return nil, "", err
	}
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, "", fmt.Errorf("make the data folder: %w", err)
	}
	db, err = sqldb.Open(cmp.Or(p.db, p.getenv("PARKD_DB"), filepath.Join(home, ledgerFile)))
	return db, home, err
}

// openBlobs opens the place for photos: the folder of the home, another, or a bucket.
func (p *program) openBlobs(ctx context.Context, home string) (server.Blobs, error) {
	where := cmp.Or(p.photos, p.getenv("PARKD_PHOTOS"), filepath.Join(home, photoDir))
	if strings.HasPrefix(where, "s3:") {
		return s3.Open(ctx, where)
	}
	return server.OpenFiles(where)
}

// ledgerRoom is the room of the disk that operations go to; a database server sees to its own.
func (p *program) ledgerRoom(home string) (uint64, error) {
	switch db := cmp.Or(p.db, p.getenv("PARKD_DB")); {
	case db == "":
		return free.Bytes(home)
	case strings.Contains(db, "://"):
		return math.MaxInt64, nil
	default:
		return free.Bytes(filepath.Dir(db))
	}
}

// parts is a park with its database open.
type parts struct {
	db    *sqldb.DB
	blobs server.Blobs
	sync  *server.Park
}

// openStores opens what a park keeps its things in.
func (p *program) openStores(ctx context.Context) (*sqldb.DB, server.Blobs, string, error) {
	db, home, err := p.openDB()
	if err != nil {
		return nil, nil, "", err
	}
	b, err := p.openBlobs(ctx, home)
	if err != nil {
		return nil, nil, "", errors.Join(err, db.Close())
	}
	return db, b, home, nil
}

// openParts opens the park in the home folder, which may be open in another parkd too. close ends it.
func (p *program) openParts(ctx context.Context, o server.Options) (_ parts, close func() error, _ error) {
	db, b, home, err := p.openStores(ctx)
	if err != nil {
		return parts{}, nil, err
	}
	o.Now, o.Free = p.now, func() (uint64, error) { return p.ledgerRoom(home) }
	park, err := server.Open(ctx, db, b, o)
	if err != nil {
		return parts{}, nil, errors.Join(err, db.Close())
	}
	return parts{db, b, park}, db.Close, nil
}

// openPark is openParts for who needs sync alone.
func (p *program) openPark(ctx context.Context, o server.Options) (*server.Park, func() error, error) {
	all, end, err := p.openParts(ctx, o)
	return all.sync, end, err
}

// with runs f with the park.
func (p *program) with(ctx context.Context, f func(*server.Park) error) (err error) {
	park, end, err := p.openPark(ctx, server.Options{})
	if err != nil {
		return err
	}
	defer func() {
		if e := end(); err == nil {
			err = e
		}
	}()
	return f(park)
}

func (p *program) homeDir() (string, error) {
	switch home := p.getenv("PARKD_HOME"); {
	case p.home != "":
		return filepath.Abs(p.home)
	case home != "":
		return filepath.Abs(home)
	case xdg.DataHome == "":
		return "", fmt.Errorf("no data folder is known: name one with --home or PARKD_HOME")
	}
	return filepath.Join(xdg.DataHome, "parkd"), nil
}

// clean is text from outside on its own lines of a terminal: it cannot move the cursor or set a colour (P10).
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		return r
	}, s)
}

// table prints rows in columns, by cells as a terminal counts them; the first row is the heading.
func table(out io.Writer, rows [][]string) error {
	var widths []int
	for _, row := range rows {
		for n, cell := range row {
			if n == len(widths) {
				widths = append(widths, 0)
			}
			row[n] = strings.Join(strings.Fields(clean(cell)), " ")
			widths[n] = max(widths[n], runewidth.StringWidth(row[n]))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for n, cell := range row {
			b.WriteString(cell + strings.Repeat(" ", widths[n]-runewidth.StringWidth(cell)+2))
		}
		if _, err := fmt.Fprintln(out, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}
