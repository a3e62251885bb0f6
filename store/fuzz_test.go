package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// FuzzBackup: whatever a backup holds, reading it neither panics nor writes anything that is not what it is named after.
func FuzzBackup(f *testing.F) {
	home, _ := sampleHome(f, at("x", ""), "", false)
	data, err := os.ReadFile(backup(f, home))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = readBackupFrom(bytes.NewReader(data), func(name string, size int64, r io.Reader) error {
			_, err := io.Copy(io.Discard, io.LimitReader(r, maxEntry))
			return err
		})
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
	f.Fuzz(func(t *testing.T, data []byte) {
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
