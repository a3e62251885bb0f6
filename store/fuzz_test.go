package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"anquan.example/paicha/inspection"
)

// FuzzBackup: whatever a backup holds, taking it in neither panics nor harms what is there.
func FuzzBackup(f *testing.F) {
	home, _ := sampleHome(f, at("x", ""), "", false)
	data, err := os.ReadFile(backup(f, home))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add([]byte{})
	into := at("y", "")
	into.disk = newSimDisk() // a real one flushes for each input
	s := openAt(f, filepath.Join(f.TempDir(), "into"), into)
	defer closes(f, s)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 64<<10 {
			return
		}
		src := &source{s: s, r: &Restored{}}
		if _, err := readBackupFrom(bytes.NewReader(data), func(name string, size int64, r io.Reader) error { return src.take(name, size, r, "hunter3") }); err == nil {
			_ = src.merge()
		}
		if _, err := s.Summaries(); err != nil {
			t.Error(err)
		}
	})
}

// FuzzIndex: values of the index that somebody wrote, checksum and all, are read or are a broken index.
func FuzzIndex(f *testing.F) {
	home, _ := sampleHome(f, at("x", ""), "", false)
	s := openAt(f, home, at("x", ""))
	for _, kind := range []byte{opKey, countKey, summaryKey} {
		if err := s.index.rawEach([]byte{kind}, func(key, kept []byte) {
			if plain, ok := s.box.plain(key, kept); ok && (kind != opKey || key[1] != 0) {
				f.Add(kind, bytes.Clone(plain))
			}
		}); err != nil {
			f.Fatal(err)
		}
	}
	head, err := s.index.get([]byte(headKey))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(headKey[0], head)
	closes(f, s)
	x, _, err := openIndex("", true, nil)
	if err != nil {
		f.Fatal(err)
	}
	defer func() { _ = x.close() }()
	f.Fuzz(func(t *testing.T, kind byte, value []byte) {
		key := prefixed(kind, "x")
		switch kind {
		case headKey[0]:
			key = []byte(headKey)
		case opKey:
			_, _ = decodeKept(value)
			return
		case countKey, summaryKey:
		default:
			return
		}
		clear(x.tallies)
		if x.set(key, value) != nil {
			return // too large for Badger
		}
		c, err := x.load()
		if err == nil {
			_, err = c.clone()
			for _, feed := range c.Feeds {
				c.head(inspection.FeedID(feed.Feed))
			}
			_ = c.lost()
		}
		if _, sumErr := (&Store{}).summaries(x); err == nil && sumErr != nil && !errors.Is(sumErr, errBroken) {
			t.Error(sumErr)
		}
		if err := x.delete(key); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzSettings: device key, lock and record of a hostile home.
func FuzzSettings(f *testing.F) {
	f.Add(encodeDevice(bytes.Repeat([]byte{7}, 37), "here"))
	f.Add([]byte(`{"format":1,"state":"sealed","slots":[{"name":"pin","salt":"","time":3,"memory_kib":65536,"threads":4,"sealed":""}],"check":"00000000"}`))
	f.Add([]byte{0x81, 0x82, 0x40, 0x40})
	home, _ := sampleHome(f, at("x", ""), "hunter3", false)
	keys, err := os.ReadFile(filepath.Join(home, keysFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(keys)
	sum := sha256.Sum256(keys)
	f.Add(sum[:])
	b, err := newBox()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(encodeOwn(map[inspection.FeedID]bool{{1}: true, {2}: true}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if own, err := decodeOwn(data); err == nil && !bytes.Equal(encodeOwn(own), data) && len(own) > 0 {
			if again, err := decodeOwn(encodeOwn(own)); err != nil || len(again) != len(own) {
				t.Errorf("own feeds are not read again: %v", err)
			}
		}
		if seed, place, _, err := decodeDevice(data); err == nil {
			if again := encodeDevice(seed, place); !bytes.Contains(again, []byte(place)) {
				t.Error("the device key does not come back")
			}
		}
		if k, err := decodeSeals(data); err == nil {
			for _, slot := range k.Slots {
				if slot.Memory > argonMost {
					t.Errorf("a lock asks for %d KiB", slot.Memory)
				}
			}
		}
		_, _ = decodeRecord(data)
		if plain, ok := b.plain([]byte("key"), data); ok && len(plain) > len(data) {
			t.Error("more came out than went in")
		}
	})
}

// FuzzPhoto: a sealed photo that somebody wrote gives what was sealed, or an error.
func FuzzPhoto(f *testing.F) {
	b, err := boxOf("AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")
	if err != nil {
		f.Fatal(err)
	}
	var sealed bytes.Buffer
	w, err := b.writer(&sealed)
	if err == nil {
		_, err = w.Write([]byte("a photo"))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		f.Fatal(err)
	}
	f.Add(sealed.Bytes())
	f.Add([]byte(ageMark))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := b.reader(bytes.NewReader(data), true)
		if err != nil {
			return
		}
		if plain, err := io.ReadAll(r); err == nil && len(plain) > len(data) {
			t.Errorf("%d bytes came out of %d", len(plain), len(data))
		}
		_ = mimeOf(data)
	})
}
