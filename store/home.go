package store

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/adrg/xdg"
)

// The home folder of a tablet:
//
//	format        "1\n": the layout of all below
//	lock          held while a program has the home open
//	device.key    seed of the device's Ed25519 key, hexadecimal, mode 0600
//	journal/      *.journal: every operation, in the order it was made; the truth
//	index/        Badger: state and index, rebuilt from the journal when missing or behind
//	photos/ab/    <sha256>.<ext>
//	criteria/     <sha256>.yaml: every library that an inspection was answered against
//	reports/      what was exported
const (
	format     = 1
	journalDir = "journal"
	indexDir   = "index"
	photoDir   = "photos"
	libraryDir = "criteria"
)

// DefaultHome is $PAICHA_HOME, else paicha in the XDG data folder.
func DefaultHome(getenv func(string) string) (string, error) {
	if home := getenv("PAICHA_HOME"); home != "" {
		return filepath.Abs(home)
	}
	if xdg.DataHome == "" {
		return "", say("no data folder is known: name one with --home or PAICHA_HOME")
	}
	return filepath.Join(xdg.DataHome, "paicha"), nil
}

func makeHome(home string) error {
	if err := os.MkdirAll(home, 0o700); err != nil {
		return say("make the data folder: %w", err)
	}
	info, err := os.Stat(home)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return say("%s is not a folder: name another with --home", home)
	}
	return nil
}

// checkFormat reads the home's format, or writes it into a new home.
func checkFormat(home string) error {
	file := filepath.Join(home, "format")
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return writeFile(file, []byte(strconv.Itoa(format)+"\n"), 0o600)
	}
	if err != nil {
		return say("read the data folder's format: %w", err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(string(data)))
	switch {
	case err != nil || n < 1:
		return say("%s does not hold a format number: this is not a data folder of paicha", file)
	case n > format:
		return say("%s was written by a newer paicha (format %d, this program reads %d): update paicha", home, n, format)
	}
	return nil
}

// deviceKey reads the device's key, or makes it in a home that holds nothing yet.
func deviceKey(home string, random func([]byte) (int, error)) (ed25519.PrivateKey, error) {
	file := filepath.Join(home, "device.key")
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return newKey(home, file, random)
	}
	if err != nil {
		return nil, say("read the device key: %w", err)
	}
	seed, err := hex.DecodeString(strings.TrimSpace(string(data)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, say("%s does not hold a key: restore it from a backup of the data folder", file)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

func newKey(home, file string, random func([]byte) (int, error)) (ed25519.PrivateKey, error) {
	names, err := realDisk{}.List(filepath.Join(home, journalDir), segmentEnd)
	if err != nil {
		return nil, err
	}
	if len(names) > 0 {
		return nil, say("%s is missing although operations were recorded: restore it from a backup of the data folder; a new key would break the chain", file)
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := random(seed); err != nil {
		return nil, say("make a device key: %w", err)
	}
	if err := writeFile(file, []byte(hex.EncodeToString(seed)+"\n"), 0o600); err != nil {
		return nil, say("write the device key: %w", err)
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// writeFile puts a whole file in its place, durable with its name when it returns.
func writeFile(file string, data []byte, mode os.FileMode) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return place(f, file, mode, err)
}

// place flushes a temporary file and gives it its name; after an error it is gone.
func place(f *os.File, file string, mode os.FileMode, err error) error {
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Chmod(f.Name(), mode)
	}
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return syncDir(filepath.Dir(file))
}

// sweep deletes what a kill left half-made: it was never named by an operation, and never will be.
func sweep(home string) error {
	for _, pattern := range []string{".new-*", filepath.Join(photoDir, ".new-*"), filepath.Join(libraryDir, ".new-*"), filepath.Join(journalDir, "*.new"), indexDir + ".broken-*"} {
		left, err := filepath.Glob(filepath.Join(escape(home), pattern))
		if err != nil {
			return err
		}
		for _, name := range left {
			if err := os.RemoveAll(name); err != nil {
				return say("clear what was left half-made: %w", err)
			}
		}
	}
	return nil
}

// escape makes a folder's name stand for itself in a pattern.
func escape(dir string) string {
	if runtime.GOOS == "windows" {
		return dir // no escapes there; a bracket in the path only means that nothing is swept
	}
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(dir)
}
