package store

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
)

// device.key, since format 2:
//
//	paicha device 2
//	seed <hexadecimal; sealed in a locked home>
//	place <hexadecimal: the machine and folder that the key was made for>
//	check <CRC-32C of the lines above, hexadecimal>
//
// A key in another place is a copied or restored home. Two devices that sign the same feed fork it, so a copy makes a key
// and a feed of its own that continues the old one.

// errDevice says that a device.key cannot be used.
var errDevice = say("the device key is damaged")

func encodeDevice(seed []byte, place string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "paicha device %d\nseed %x\nplace %s\n", format, seed, place)
	fmt.Fprintf(&b, "check %08x\n", crc32.Checksum(b.Bytes(), castagnoli))
	return b.Bytes()
}

// decodeDevice is the reverse: the seed as it was sealed, the place, and the format.
func decodeDevice(data []byte) (seed []byte, place string, version int, err error) {
	body, check, ok := bytes.Cut(data, []byte("check "))
	lines := strings.Split(string(body), "\n")
	if !ok || len(lines) != 4 || strings.TrimSuffix(string(check), "\n") != fmt.Sprintf("%08x", crc32.Checksum(body, castagnoli)) {
		return nil, "", 0, errDevice
	}
	number, is := strings.CutPrefix(lines[0], "paicha device ")
	hexSeed, isSeed := strings.CutPrefix(lines[1], "seed ")
	place, isPlace := strings.CutPrefix(lines[2], "place ")
	version, err = strconv.Atoi(number)
	if err != nil || !is || !isSeed || !isPlace {
		return nil, "", 0, errDevice
	}
	if seed, err = hex.DecodeString(hexSeed); err != nil {
		return nil, "", 0, errDevice
	}
	return seed, place, version, nil
}

// deviceFormat is the home's format as the device's file says it, which may be a newer one; 0 when it does not.
func deviceFormat(d disk, file string) int {
	data, err := readFile(d, file, small)
	if err != nil {
		return 0
	}
	if _, _, n, err := decodeDevice(data); err == nil && n > 0 {
		return n
	}
	if _, err := seedOf1(data); err == nil {
		return 1
	}
	return 0
}

// seedOf1 reads the device.key of format 1: the seed in hexadecimal.
func seedOf1(data []byte) ([]byte, error) {
	seed, err := hex.DecodeString(strings.TrimSpace(string(data)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, errDevice
	}
	return seed, nil
}

func (s *Store) upgradeDevice() error {
	data, err := readFile(s.o.disk, s.path(deviceFile), small)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return say("read the device key: %w", err)
	}
	seed, err := seedOf1(data)
	if err != nil {
		return nil // device() says so, and goes on with a new key
	}
	return s.writeDevice(seed)
}

func (s *Store) writeDevice(seed []byte) error {
	data := encodeDevice(s.box.value([]byte(deviceFile), seed), s.o.place(s.home))
	if err := writeFile(s.o.disk, s.path(deviceFile), data); err != nil {
		return say("write the device key: %w", err)
	}
	return nil
}

// device reads the device's key, or makes one: in a new home, in a copied one, and where the key is damaged.
func (s *Store) device() error {
	var old ed25519.PrivateKey // of a copied home
	data, err := readFile(s.o.disk, s.path(deviceFile), small)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return say("read the device key: %w", err)
	}
	if err == nil {
		seed, place, err := s.box.readDevice(data)
		switch {
		case err != nil:
			s.notice(say("the device key was damaged: this device goes on with a new one, in a new feed that continues the old; nothing is lost"))
		case place != s.o.place(s.home):
			old = ed25519.NewKeyFromSeed(seed)
			s.notice(say("this data folder was copied or moved here: this device goes on in a feed of its own that continues the old one; nothing is lost"))
		default:
			s.key = ed25519.NewKeyFromSeed(seed)
			return nil
		}
	} else if names, _, err := segments(s.o.disk, s.path(journalDir)); err != nil {
		return err
	} else if len(names) > 0 {
		s.notice(say("the device key is missing: this device goes on with a new one, in a new feed that continues the old; nothing is lost"))
	}
	seed := make([]byte, ed25519.SeedSize)
	if _, err := s.o.random(seed); err != nil {
		return say("make a device key: %w", err)
	}
	s.key = ed25519.NewKeyFromSeed(seed)
	if old != nil {
		if err := s.names(old, s.key); err != nil {
			return err
		}
	}
	return s.writeDevice(seed)
}

func (b *box) readDevice(data []byte) (seed []byte, place string, err error) {
	sealed, place, _, err := decodeDevice(data)
	if err != nil {
		return nil, "", err
	}
	seed, ok := b.plain([]byte(deviceFile), sealed)
	if !ok || len(seed) != ed25519.SeedSize {
		return nil, "", errDevice
	}
	return seed, place, nil
}

// placeOf names this machine and this folder of it: the machine's id, the path, and the number of the journal's folder in
// its file system, which a copy does not share. A move makes a new feed too, which costs nothing.
func placeOf(home string) string {
	if real, err := filepath.EvalSymlinks(home); err == nil {
		home = real
	}
	sum := sha256.Sum256([]byte("paicha place\x00" + machineID() + "\x00" + home + "\x00" + folderNumber(filepath.Join(home, journalDir))))
	return hex.EncodeToString(sum[:16])
}
