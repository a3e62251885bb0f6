package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/inspection/paper"
	"anquan.example/paicha/store"
)

// record is "paicha record": an answers file becomes an inspection, all of it or nothing.
func (p *program) record() *cobra.Command {
	c := &cobra.Command{
		Use: "record FILE", Short: p.w.CLI.Record, Long: p.w.CLI.RecordLong, Args: exactly(1),
		RunE: func(_ *cobra.Command, args []string) error {
			f, dir, err := p.answersFile(args[0])
			if err != nil {
				return err
			}
			if p.checklists != "" { // what is wrong with it is said before anything is opened
				if _, _, err := p.library(); err != nil {
					return err
				}
			}
			return p.withStore(func(s *store.Store) error { return p.recordInto(s, f, dir) })
		},
	}
	c.Flags().StringVar(&p.checklists, "checklists", "", p.w.CLI.FlagChecklists)
	return c
}

// answersFile reads an answers file, "-" from standing input, and gives the folder that its photos are looked for in.
func (p *program) answersFile(name string) (f *paper.File, dir string, err error) {
	var data []byte
	if name == "-" {
		data, err = io.ReadAll(io.LimitReader(p.in, paper.MaxBytes+1))
	} else {
		data, err = readFile(name, paper.MaxBytes)
		dir = filepath.Dir(name)
	}
	if err != nil {
		return nil, "", err
	}
	f, err = paper.Parse(name, data)
	return f, dir, err
}

func (p *program) recordInto(s *store.Store, f *paper.File, dir string) error {
	lib, data, err := p.criteriaOf(s)
	if err != nil {
		return err
	}
	known, err := enterprises(s)
	if err != nil {
		return err
	}
	in := func(path string) string {
		if path = filepath.FromSlash(path); filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(dir, path)
	}
	r, err := f.Payloads(paper.Env{
		Library: lib, Known: known, NewID: newID, Say: p.w.Text, Zone: p.zone,
		Readable: func(path string) error { return readable(in(path)) },
		Photo:    func(path string) (inspection.Photo, error) { return s.AddPhoto(in(path)) },
	})
	if err != nil {
		return err
	}
	if _, err := s.KeepLibrary(data); err != nil {
		return err
	}
	if _, err := s.Record(r.Payloads...); err != nil {
		return err
	}
	if err := seal(s, r, lib); err != nil {
		return fmt.Errorf("inspection %s is recorded, but not sealed; open it and sign: %w", short(r.ID), err)
	}
	_, err = fmt.Fprintf(p.out, p.w.CLI.Recorded+"\n", short(r.ID), r.Answers, r.Findings)
	return err
}

// seal closes the inspection when the file is signed.
func seal(s *store.Store, r paper.Recording, lib *checklist.Library) error {
	if len(r.Signatures) == 0 {
		return nil
	}
	i, err := s.Inspection(r.ID)
	if err != nil {
		return err
	}
	_, err = s.Record(r.Closed(i, lib.Judge))
	return err
}

// readable says why a file cannot be taken in as a photo.
func readable(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() || info.Size() == 0 {
		return fmt.Errorf("%s is not a file with something in it", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	start := make([]byte, 512)
	n, err := io.ReadFull(f, start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	// Formats that net/http does not know (HEIC) come out as octet-stream.
	kind, _, _ := strings.Cut(http.DetectContentType(start[:n]), ";")
	if main, _, _ := strings.Cut(kind, "/"); main != "image" && main != "video" && kind != "application/octet-stream" {
		return fmt.Errorf("%s is no photo but %s", path, kind)
	}
	return nil
}
