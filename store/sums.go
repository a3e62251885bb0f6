package store

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// sumsFile holds the hashes of exported documents, as sha256sum writes and checks them.
const sumsFile = "sha256sums.txt"

// maxReport is the most that an exported document can have for its check, bytes.
const maxReport = 512 << 20

// ReportDir is where documents are exported to.
func (s *Store) ReportDir() string { return s.path(reportDir) }

// Exported notes a document that was written into ReportDir, so that a change of it is found.
func (s *Store) Exported(file string) error {
	sums, err := s.sums()
	if err != nil {
		return err
	}
	sum, err := s.sumOf(filepath.Base(file))
	if err != nil {
		return err
	}
	sums[filepath.Base(file)] = sum
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(sums)) {
		fmt.Fprintf(&b, "%s  %s\n", sums[name], name)
	}
	return writeFile(s.o.disk, s.path(reportDir, sumsFile), b.Bytes())
}

func (s *Store) sumOf(name string) (string, error) {
	data, err := readFile(s.o.disk, s.path(reportDir, name), maxReport)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

func (s *Store) sums() (map[string]string, error) {
	sums := map[string]string{}
	data, err := readFile(s.o.disk, s.path(reportDir, sumsFile), 16<<20)
	if errors.Is(err, fs.ErrNotExist) {
		return sums, nil
	}
	if err != nil {
		return nil, err
	}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		if sum, name, ok := strings.Cut(lines.Text(), "  "); ok {
			sums[name] = sum
		}
	}
	return sums, nil
}

// reports checks what was exported and is still there. It can be exported again.
func (c *checking) reports() error {
	sums, err := c.s.sums()
	if err != nil {
		return err
	}
	names, err := c.s.o.disk.List(c.s.path(reportDir))
	if err != nil {
		return err
	}
	for _, name := range names {
		if name == sumsFile {
			continue
		}
		if sum, err := c.s.sumOf(name); err != nil {
			return err
		} else if sum != sums[name] {
			c.h.found("report", say("the exported document %s is not as it was exported: export it again", name), name)
		}
	}
	return nil
}
