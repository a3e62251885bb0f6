package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
)

// ErrLocked says that the home is locked and no secret was given.
var ErrLocked = say("the data is locked: a PIN is needed")

// ErrWrongSecret says that neither PIN nor recovery code fits.
var ErrWrongSecret = say("wrong PIN")

// The data key of a locked home is an age identity (box). It is wrapped in slots: one for the PIN or passphrase, one for the
// recovery code that was shown once. A slot's key is argon2id of the secret, and, where the platform has a key store, of
// a secret that never leaves this machine: then a copy of the folder cannot be tried elsewhere, and opens only with
// the recovery code.
type seals struct {
	Format int    `json:"format"` // 1
	State  string `json:"state"`  // sealed; sealing or opening: a change that was not finished yet
	Slots  []slot `json:"slots"`
	Check  string `json:"check"` // CRC-32C of the rest
}

// States of a lock.
const (
	stateSealed  = "sealed"
	stateSealing = "sealing"
	stateOpening = "opening"
)

// slot is the data key wrapped with one secret. Parameters are RFC 9106's for machines with little memory.
type slot struct {
	Name    string `json:"name"` // pin, recovery
	Salt    []byte `json:"salt"`
	Time    uint32 `json:"time"`
	Memory  uint32 `json:"memory_kib"`
	Threads uint8  `json:"threads"`
	Vault   string `json:"vault,omitempty"` // name in the platform's key store
	Sealed  []byte `json:"sealed"`
}

const (
	slotPIN      = "pin"
	slotRecovery = "recovery"

	argonTime    = 3
	argonMemory  = 64 << 10
	argonThreads = 4
	argonMost    = 1 << 20 // KiB that a keys.json may ask for: more would be a hostile one
)

// vault is the platform's key store.
type vault interface {
	// Get gives what Set kept; an error when there is no key store or nothing is kept.
	Get(name string) (string, error)
	Set(name, value string) error
	Delete(name string) error
}

func (k *seals) encode() ([]byte, error) {
	c := *k
	c.Check = ""
	body, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	c.Check = fmt.Sprintf("%08x", crc32.Checksum(body, castagnoli))
	return json.MarshalIndent(c, "", " ")
}

func decodeSeals(data []byte) (*seals, error) {
	var k seals
	if err := json.Unmarshal(data, &k); err != nil {
		return nil, err
	}
	if k.Format > 1 { // its checksum may be over fields that are not known here
		return nil, &newerLock{say("the lock was set by a newer paicha (format %d): update paicha", k.Format)}
	}
	again, err := k.encode()
	if err != nil {
		return nil, err
	}
	var c seals
	if err := json.Unmarshal(again, &c); err != nil {
		return nil, err
	}
	if c.Check != k.Check {
		return nil, errors.New("checksum")
	}
	if k.Format != 1 {
		return nil, errors.New("format")
	}
	for _, s := range k.Slots {
		if s.Memory > argonMost || s.Memory < 8 || s.Time < 1 || s.Time > 100 || s.Threads < 1 {
			return nil, errors.New("parameters")
		}
	}
	return &k, nil
}

// newerLock is a lock that this program cannot read.
type newerLock struct{ error }

func (n *newerLock) Unwrap() error { return n.error }

// readSeals reads keys.json and its copy: the one that is whole, and the names of those that are not. nil when the home is
// not locked or neither is whole.
func (s *Store) readSeals() (good *seals, bad []string, err error) {
	missing := 0
	var newer *newerLock
	for _, name := range []string{keysFile, keysFile + copyMark} {
		data, err := readFile(s.o.disk, s.path(name), small)
		if errors.Is(err, fs.ErrNotExist) {
			missing++
		} else if err != nil {
			return nil, nil, say("read the lock: %w", err)
		}
		var k *seals
		if err == nil {
			k, err = decodeSeals(data)
			errors.As(err, &newer)
		}
		if err != nil {
			bad = append(bad, name)
		} else if good == nil {
			good = k
		}
	}
	if missing == 2 {
		return nil, nil, nil
	}
	if good == nil && newer != nil {
		return nil, bad, newer.error // not damaged: nothing of it is mended
	}
	return good, bad, nil
}

// seals is readSeals that mends the one that is damaged.
func (s *Store) seals() (*seals, error) {
	good, bad, err := s.readSeals()
	switch {
	case err != nil:
		return nil, err
	case good == nil && len(bad) > 0:
		return nil, say("both %s and its copy are damaged: the data cannot be opened; restore a backup, or what the park has", s.path(keysFile))
	case len(bad) > 0:
		data, err := good.encode()
		if err != nil {
			return nil, err
		}
		if err := writeFile(s.o.disk, s.path(bad[0]), data); err != nil {
			return nil, say("mend the lock: %w", err)
		}
		s.notice(say("%s was damaged and was mended", s.path(bad[0])))
	}
	return good, nil
}

const copyMark = ".copy"

// writeSeals writes the copy first: whatever is cut short, one of the two is whole.
func (s *Store) writeSeals(k *seals) error {
	data, err := k.encode()
	if err != nil {
		return err
	}
	for _, name := range []string{keysFile + copyMark, keysFile} {
		if err := writeFile(s.o.disk, s.path(name), data); err != nil {
			return say("write the lock: %w", err)
		}
	}
	return nil
}

// wrapping is the key that a slot's secret gives.
func (s *Store) wrapping(k slot, secret string) ([]byte, error) {
	input := []byte(secret)
	if k.Vault != "" {
		local, err := s.o.vault.Get(k.Vault)
		if err != nil {
			return nil, say("%w; the key store of this machine does not hold its part of the key (%w): enter the recovery code", ErrLocked, err)
		}
		sum := sha256.Sum256([]byte(local))
		input = append(input, sum[:]...)
	}
	if s.o.argon != nil {
		return s.o.argon(input, k.Salt), nil
	}
	return argon2.IDKey(input, k.Salt, k.Time, k.Memory, k.Threads, chacha20poly1305.KeySize), nil
}

// wrap makes a slot.
func (s *Store) wrap(name, secret, vaultName, dataKey string) (slot, error) {
	k := slot{Name: name, Salt: make([]byte, 16), Time: argonTime, Memory: argonMemory, Threads: argonThreads, Vault: vaultName}
	_, _ = rand.Read(k.Salt) // never fails (crypto/rand)
	key, err := s.wrapping(k, secret)
	if err != nil {
		return slot{}, err
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return slot{}, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce)
	k.Sealed = aead.Seal(nonce, nonce, []byte(dataKey), []byte("paicha key slot 1 "+name))
	return k, nil
}

// unwrap opens a slot; ErrWrongSecret when the secret does not fit.
func (s *Store) unwrap(k slot, secret string) (string, error) {
	key, err := s.wrapping(k, secret)
	if err != nil {
		return "", err
	}
	aead, err := chacha20poly1305.NewX(key)
	if err != nil {
		return "", err
	}
	if len(k.Sealed) < aead.NonceSize() {
		return "", ErrWrongSecret
	}
	plain, err := aead.Open(nil, k.Sealed[:aead.NonceSize()], k.Sealed[aead.NonceSize():], []byte("paicha key slot 1 "+k.Name))
	if err != nil {
		return "", ErrWrongSecret
	}
	return string(plain), nil
}

// dataKey opens the lock with whichever slot the secret fits, and holds back who guesses.
func (s *Store) dataKey(k *seals, secret string) (string, error) {
	if secret == "" {
		return "", ErrLocked
	}
	if err := s.mayTry(); err != nil {
		return "", err
	}
	var why error = ErrWrongSecret
	for _, slot := range k.Slots {
		entered := secret
		if slot.Name == slotRecovery {
			if entered = recoveryOf(secret); entered == "" {
				continue // not one: no need to try
			}
		}
		key, err := s.unwrap(slot, entered)
		if err == nil {
			_ = os.Remove(s.path(triesFile))
			return key, nil
		}
		if !errors.Is(err, ErrWrongSecret) {
			why = err
		}
	}
	s.tried()
	return "", why
}

// unlock opens the lock of a locked home and finishes a change of it that was cut short.
func (s *Store) unlock() error {
	k, err := s.seals()
	if err != nil || k == nil {
		return err
	}
	if err := s.unlockWith(k); err != nil {
		return err
	}
	switch k.State {
	case stateSealing:
		return s.convert(k, s.box)
	case stateOpening:
		return s.convert(k, nil)
	}
	return nil
}

// unlockWith opens the lock with Options.Secret.
func (s *Store) unlockWith(k *seals) error {
	key, err := s.dataKey(k, s.o.Secret)
	if err != nil {
		return err
	}
	if s.box, err = boxOf(key); err != nil {
		return err
	}
	s.box.strict = k.State == stateSealed
	return nil
}

// Locked says whether a home that is not open has a lock.
func Locked(home string) (bool, error) {
	s := &Store{home: home, o: Options{}.withDefaults()}
	if _, err := os.Stat(s.path(formatFile)); err != nil {
		return false, say("%s is not a data folder of paicha: %w", home, err)
	}
	k, bad, err := s.readSeals()
	return k != nil || len(bad) > 0, err
}

// Locked says whether the home has a lock.
func (s *Store) Locked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.box != nil
}

// Unlock checks a secret against the lock of an open home: for a screen that locked itself.
func (s *Store) Unlock(secret string) error {
	k, err := s.seals()
	if err != nil || k == nil {
		return err
	}
	_, err = s.dataKey(k, secret)
	return err
}

// SetSecret locks the home with a PIN or passphrase, or changes it. It gives the new recovery code, which is shown once
// and kept nowhere, and whether the platform's key store holds a part of the key.
func (s *Store) SetSecret(secret string) (recovery string, inVault bool, err error) {
	if err := weak(secret); err != nil {
		return "", false, err
	}
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.box
	state := stateSealed
	if b == nil {
		if err := s.roomToReseal(); err != nil {
			return "", false, err
		}
		state = stateSealing
		if b, err = newBox(); err != nil {
			return "", false, err
		}
	}
	before, err := s.seals()
	if err != nil {
		return "", false, err
	}
	vaultName := s.keepInVault()
	recovery = newRecovery()
	k := &seals{Format: 1, State: state}
	for _, each := range []struct{ name, secret, vault string }{{slotPIN, secret, vaultName}, {slotRecovery, recoveryOf(recovery), ""}} {
		slot, err := s.wrap(each.name, each.secret, each.vault, b.identity.String())
		if err != nil {
			return "", false, err
		}
		k.Slots = append(k.Slots, slot)
	}
	if err := s.writeSeals(k); err != nil {
		return "", false, err
	}
	s.forget(before) // only now: until here the old PIN needs it
	s.box = b
	if state == stateSealing {
		err = s.reseal(k, b)
	}
	return recovery, vaultName != "", err
}

// TakeSecret takes the lock away: everything lies in the clear again.
func (s *Store) TakeSecret() error {
	k, err := s.seals()
	if err != nil || k == nil {
		return err
	}
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.roomToReseal(); err != nil {
		return err
	}
	k.State = stateOpening
	if err := s.writeSeals(k); err != nil {
		return err
	}
	return s.reseal(k, nil)
}

// keepInVault puts a secret of this machine into the platform's key store; "" when there is none.
func (s *Store) keepInVault() string {
	local, tag := make([]byte, 32), make([]byte, 4)
	_, _ = rand.Read(local) // never fails (crypto/rand)
	_, _ = rand.Read(tag)
	name := fmt.Sprintf("paicha %s %x", s.o.place(s.home), tag) // of its own: the old PIN goes on until the new one is set
	value := base32.StdEncoding.EncodeToString(local)
	if s.o.vault.Set(name, value) != nil {
		return ""
	}
	if got, err := s.o.vault.Get(name); err != nil || got != value {
		return ""
	}
	return name
}

// forget takes a lock's parts out of the platform's key store.
func (s *Store) forget(k *seals) {
	if k == nil {
		return
	}
	for _, slot := range k.Slots {
		if slot.Vault != "" {
			_ = s.o.vault.Delete(slot.Vault) // of no use any more
		}
	}
}
