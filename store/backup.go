package store

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A backup is one tar file. Its entries, in this order:
//
//	paicha-backup.json      what it is (backupHead)
//	keys.json               of a locked home: the backup opens with the same PIN (where this machine keeps a part of the
//	                        key: with the recovery code)
//	criteria/<sha256>.yaml  and photos/<sha256>: as they lie, sealed in a locked home
//	own.feeds               which feeds are this device's own
//	journal/<segment>       every record, without the empty rest of the segment
//	manifest.json           name, size and SHA-256 of each; a file without it was not finished
//
// The device's key is not in it: who restores goes on in a feed of its own. Entries that were finished stay when a backup
// is cut short, and the next try goes on behind them.
const (
	backupFormat   = 1
	backupHeadFile = "paicha-backup.json"
	manifestFile   = "manifest.json"
	partMark       = ".part"
	maxManifest    = 64 << 20
	maxEntry       = maxPhoto + maxPhoto/100 + 4096 // of an age file
)

// backupHead is the first entry.
type backupHead struct {
	Format int    `json:"format"`
	App    string `json:"app"`
	Home   int    `json:"home_format"`
	Locked bool   `json:"locked"`
}

// entry is a line of the manifest.
type entry struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// BackedUp is what a backup holds.
type BackedUp struct {
	File    string   `json:"file"`
	Bytes   int64    `json:"bytes"`
	Records uint64   `json:"records"`
	Photos  int      `json:"photos"`
	Reused  int      `json:"reused"`  // entries of an earlier try
	Skipped []string `json:"skipped"` // what could not be read
}

// Backup writes a backup of a home, which may be open in another program meanwhile: the journal only grows and photos
// never change. progress, when not nil, is called after each entry. The file is read again and compared before it
// gets its name; cut short it is FILE.part, and the next try goes on with it.
func Backup(home, file string, o Options, progress func(done, total int)) (b BackedUp, err error) {
	s := &Store{home: home, o: o.withDefaults()}
	if _, err := os.Lstat(file); err == nil {
		return b, say("%s is there already: name another file", file)
	}
	data, err := readFile(s.o.disk, s.path(formatFile), small)
	if err != nil {
		return b, say("%s is not a data folder of paicha: %w", home, err)
	}
	head := backupHead{Format: backupFormat, App: s.o.App}
	_, err = fmt.Sscan(string(data), &head.Home)
	if n := max(head.Home, deviceFormat(s.o.disk, s.path(deviceFile))); err == nil && n > format {
		return b, s.newer(n)
	}
	if err != nil || head.Home < 1 {
		return b, say("%s does not hold a format number: this is not a data folder of paicha", s.path(formatFile))
	}
	k, _, err := s.readSeals()
	if err != nil {
		return b, err
	}
	head.Locked = k != nil
	w := &backupWriter{s: s, b: &b, locked: head.Locked}
	if err := w.begin(file + partMark); err != nil {
		return b, err
	}
	defer func() {
		if w.f != nil {
			err = errors.Join(err, w.f.Close())
		}
	}()
	if err := w.all(head, k, progress); err != nil {
		return b, say("write %s: %w; the next try goes on where this one ended", file+partMark, err)
	}
	if err := w.finish(); err != nil {
		return b, say("write %s: %w", file+partMark, err)
	}
	if err := verifyBackup(file + partMark); err != nil {
		return b, say("%s was written and reads differently: %w; use another disk, and delete that file", file+partMark, err)
	}
	if err := os.Rename(file+partMark, file); err != nil {
		return b, err
	}
	b.File = file
	return b, realDisk{}.SyncDir(filepath.Dir(file))
}

// backupWriter writes the tar file, keeping what an earlier try left.
type backupWriter struct {
	s       *Store
	b       *BackedUp
	locked  bool
	f       *os.File
	tar     *tar.Writer
	have    map[string]entry
	entries []entry
}

// begin opens the part file and finds the entries in it that are whole; what stands behind them is cut off.
func (w *backupWriter) begin(part string) error {
	f, err := os.OpenFile(part, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return say("write the backup: %w", err)
	}
	w.f, w.have = f, map[string]entry{}
	end := int64(0)
	r := tar.NewReader(f)
	for {
		h, err := r.Next()
		if err != nil {
			break // the end, or where it was cut
		}
		sum := sha256.New()
		n, err := io.Copy(sum, r)
		if err != nil || n != h.Size {
			break
		}
		at, err := f.Seek(0, io.SeekCurrent)
		if err != nil {
			return err
		}
		at += (512 - at%512) % 512
		if info, err := f.Stat(); err != nil || info.Size() < at {
			break
		}
		if base, photo := strings.CutPrefix(h.Name, photoDir+"/"); photo && !w.locked && base != hex.EncodeToString(sum.Sum(nil)) {
			break // the disk that the backup is written to changed it
		}
		if !strings.HasPrefix(h.Name, photoDir+"/") && !strings.HasPrefix(h.Name, libraryDir+"/") && h.Name != backupHeadFile && h.Name != keysFile {
			break // the journal is written anew: it has grown
		}
		w.have[h.Name] = entry{h.Name, n, hex.EncodeToString(sum.Sum(nil))}
		w.entries = append(w.entries, w.have[h.Name])
		end = at
	}
	if err := f.Truncate(end); err != nil {
		return err
	}
	_, err = f.Seek(end, io.SeekStart)
	w.tar = tar.NewWriter(f)
	return err
}

func (w *backupWriter) all(head backupHead, k *seals, progress func(done, total int)) error {
	// the journal's end is taken first: every photo that it names is on disk already
	segments, _, err := segments(w.s.o.disk, w.s.path(journalDir))
	if err != nil {
		return err
	}
	scan, err := scanJournal(w.s.o.disk, w.s.path(journalDir), 1<<62, nil)
	if err != nil {
		return err
	}
	w.b.Records = scan.next - 1
	segments = slices.DeleteFunc(segments, func(name string) bool { return name > scan.last })
	var sums, libraries []string
	if err := w.s.photos(func(sum string) error { sums = append(sums, sum); return nil }); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	names, err := w.s.o.disk.List(w.s.path(libraryDir))
	if err != nil {
		return err
	}
	for _, name := range names {
		if isSum(strings.TrimSuffix(name, ".yaml")) {
			libraries = append(libraries, name)
		}
	}
	total, done := 2+len(libraries)+len(sums)+len(segments), 0
	step := func(err error) error {
		if done++; progress != nil {
			progress(done, total)
		}
		return err
	}
	raw, err := json.Marshal(head)
	if err == nil {
		err = w.put(backupHeadFile, raw)
	}
	if err == nil && k != nil {
		if raw, err = k.encode(); err == nil {
			err = w.put(keysFile, raw)
		}
	}
	if err := errors.Join(err, step(nil)); err != nil {
		return err
	}
	for _, name := range libraries {
		if err := step(w.copy(libraryDir+"/"+name, w.s.path(libraryDir, name))); err != nil {
			return err
		}
	}
	for _, sum := range sums {
		if err := step(w.copy(photoDir+"/"+sum, w.s.photoFile(sum))); err != nil {
			return err
		}
		w.b.Photos++
	}
	if own, err := readFile(w.s.o.disk, w.s.path(ownFile), 1<<20); err == nil {
		if err := w.put(ownFile, own); err != nil {
			return err
		}
	}
	for _, name := range segments {
		if err := step(w.segment(name, scan)); err != nil {
			return err
		}
	}
	return nil
}

// segment adds the records of a segment; of the last one those that were whole when the backup began.
func (w *backupWriter) segment(name string, scan scanned) error {
	data, err := readFile(w.s.o.disk, w.s.path(journalDir, name), maxSegment)
	if err != nil {
		return err
	}
	if name == scan.last {
		data = data[:min(int64(len(data)), scan.at)]
	} else {
		// a record may end in zeros: a signature's 64 bytes at most
		data = data[:min(len(data), len(trimZeros(data))+64)]
	}
	return w.put(journalDir+"/"+name, data)
}

func (w *backupWriter) put(name string, data []byte) error {
	if have, is := w.have[name]; is {
		sum := sha256.Sum256(data)
		if have.SHA256 == hex.EncodeToString(sum[:]) {
			w.b.Reused++
			return nil
		}
		return say("the unfinished backup is of another home or lock: delete it and begin again")
	}
	return w.add(name, int64(len(data)), bytes.NewReader(data))
}

// copy copies a file. One that cannot be read does not stop the others.
func (w *backupWriter) copy(name, path string) (err error) {
	if _, is := w.have[name]; is {
		w.b.Reused++
		return nil
	}
	f, err := w.s.o.disk.Open(path)
	if err == nil {
		defer func() { err = errors.Join(err, f.Close()) }()
		var size int64
		if size, err = f.Size(); err == nil && size <= maxEntry {
			return w.add(name, size, io.NewSectionReader(f, 0, size))
		}
	}
	w.b.Skipped = append(w.b.Skipped, name)
	return nil
}

func (w *backupWriter) add(name string, size int64, r io.Reader) error {
	// no time and no owner: the same home gives the same bytes
	h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, Format: tar.FormatPAX, ModTime: time.Unix(0, 0)}
	if err := w.tar.WriteHeader(h); err != nil {
		return err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(w.tar, sum), r)
	if err != nil {
		return err
	}
	w.b.Bytes += n
	w.entries = append(w.entries, entry{name, n, hex.EncodeToString(sum.Sum(nil))})
	return w.tar.Flush()
}

func (w *backupWriter) finish() error {
	data, err := json.Marshal(w.entries)
	if err != nil {
		return err
	}
	if err := w.add(manifestFile, int64(len(data)), bytes.NewReader(data)); err != nil {
		return err
	}
	err = errors.Join(w.tar.Close(), w.f.Sync())
	f := w.f
	w.f = nil
	return errors.Join(err, f.Close())
}

// verifyBackup reads a whole backup and compares it with its manifest.
func verifyBackup(file string) error {
	var got []entry
	complete, err := readBackup(file, func(name string, size int64, r io.Reader) error {
		sum := sha256.New()
		n, err := io.Copy(sum, r)
		got = append(got, entry{name, n, hex.EncodeToString(sum.Sum(nil))})
		return err
	})
	if err != nil {
		return err
	}
	if !slices.Equal(got, complete) {
		return say("it is not what its manifest says")
	}
	return nil
}

// readBackup gives every entry of a backup but the manifest, and then the manifest; nil when the file was not finished.
// Names are as they stand in the file: they are never a path.
func readBackup(file string, visit func(name string, size int64, r io.Reader) error) (manifest []entry, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return readBackupFrom(f, visit)
}

func readBackupFrom(f io.Reader, visit func(name string, size int64, r io.Reader) error) (manifest []entry, err error) {
	r := tar.NewReader(f)
	for first := true; ; first = false {
		h, err := r.Next()
		switch {
		case err != nil && first:
			return nil, say("it is not a backup of paicha")
		case errors.Is(err, io.EOF):
			return manifest, nil
		case err != nil:
			return manifest, say("the backup cannot be read to its end: %w", err)
		case first && h.Name != backupHeadFile:
			return nil, say("it is not a backup of paicha")
		case h.Typeflag != tar.TypeReg || h.Size > maxEntry:
			continue
		case h.Name == manifestFile:
			data, err := io.ReadAll(io.LimitReader(r, maxManifest))
			if err == nil {
				err = json.Unmarshal(data, &manifest)
			}
			if err != nil {
				return nil, say("the backup cannot be read to its end: %w", err)
			}
			continue
		}
		if err := visit(h.Name, h.Size, r); err != nil {
			return manifest, err
		}
	}
}
