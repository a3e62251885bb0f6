package store

import (
	"archive/zip"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// Bundle writes a support file: what the check found, every operation's frame, and every file's size. Nothing that people
// wrote is in it: no name of an enterprise or a person, no text, no photo, no path above the home.
func Bundle(w io.Writer, home string, h *Health, o Options) error {
	s := &Store{home: home, o: o.withDefaults()}
	if k, _, err := s.readSeals(); err == nil && k != nil && o.Secret != "" {
		if err := s.unlockWith(k); err != nil {
			return err
		}
	}
	z := zip.NewWriter(w)
	for _, part := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"health.json", func(w io.Writer) error { return s.bundleHealth(w, h) }},
		{"system.txt", func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "app %s\nsystem %s/%s\ngo %s\nprocessors %d\n", s.o.App, runtime.GOOS, runtime.GOARCH, runtime.Version(), runtime.NumCPU())
			return err
		}},
		{"operations.csv", s.bundleOperations},
		{"files.csv", s.bundleFiles},
	} {
		f, err := z.Create(part.name)
		if err == nil {
			err = part.write(f)
		}
		if err != nil {
			return say("write the support file: %s: %w", part.name, err)
		}
	}
	return z.Close()
}

// bundleHealth is the check without the home's path and the names of reports.
func (s *Store) bundleHealth(w io.Writer, h *Health) error {
	c := *h
	c.Home = "<home>"
	c.Problems = append([]Problem{}, h.Problems...)
	for n, p := range c.Problems {
		c.Problems[n].Says = strings.ReplaceAll(p.Says, s.home, "<home>")
		if p.Kind == "report" { // its name is an enterprise's
			c.Problems[n].Says, c.Problems[n].Affects = "an exported document is not as it was exported", nil
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(c)
}

func (s *Store) bundleOperations(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"record", "feed", "seq", "hlc", "kind", "bytes", "hash", "prev", "error"})
	_, err := scanJournal(s.o.disk, s.path(journalDir), 1, func(n uint64, payload []byte) error {
		ops, err := s.box.decode(n, payload)
		if err != nil {
			_ = out.Write([]string{strconv.FormatUint(n, 10), "", "", "", "", strconv.Itoa(len(payload)), "", "", "not readable"})
		}
		for _, op := range ops {
			hash := op.Hash()
			kind := op.Kind
			if len(kind) > 40 {
				kind = kind[:40]
			}
			_ = out.Write([]string{
				strconv.FormatUint(n, 10), op.Feed.String()[:8], strconv.FormatUint(op.Seq, 10), op.HLC.String(), kind,
				strconv.Itoa(len(op.Body)), hex.EncodeToString(hash[:8]), hex.EncodeToString(op.Prev[:8]), "",
			})
		}
		return out.Error()
	})
	out.Flush()
	return errors.Join(err, out.Error())
}

func (s *Store) bundleFiles(w io.Writer) error {
	out := csv.NewWriter(w)
	_ = out.Write([]string{"file", "bytes", "mode", "changed"})
	reports := 0
	err := filepath.WalkDir(s.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil // what cannot be listed is not in the list
		}
		name, err := filepath.Rel(s.home, path)
		if err != nil {
			return nil
		}
		name = filepath.ToSlash(name)
		if top, _, _ := strings.Cut(name, "/"); top == reportDir || !ours(name) {
			if reports++; top != reportDir {
				top = "other"
			}
			name = fmt.Sprintf("%s/%d", top, reports)
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		return out.Write([]string{name, strconv.FormatInt(info.Size(), 10), info.Mode().String(), info.ModTime().UTC().Format("2006-01-02T15:04:05Z")})
	})
	out.Flush()
	return errors.Join(err, out.Error())
}

// ours says whether a file's name is one that this program gives.
func ours(name string) bool {
	top, rest, below := strings.Cut(name, "/")
	if !below {
		switch strings.TrimSuffix(top, copyMark) {
		case formatFile, runningFile, deviceFile, keysFile, triesFile, reserveFile, "lock":
			return true
		}
		return false
	}
	switch top {
	case journalDir, indexDir, damagedDir:
		return !strings.ContainsFunc(rest, func(r rune) bool { return r > 0x7e || r < 0x21 }) && len(rest) < 60
	case photoDir:
		return isSum(filepath.Base(rest))
	case libraryDir:
		return isSum(strings.TrimSuffix(rest, ".yaml"))
	}
	return false
}
