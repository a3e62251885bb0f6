package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"anquan.example/paicha/park/backup"
	"anquan.example/paicha/sync/wire"
)

func (p *program) backup() *cobra.Command {
	w := p.w.Backup
	var o backup.Options
	c := &cobra.Command{
		Use: "backup FILE", Short: w.Backup, Long: w.BackupLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return p.backUp(cmd.Context(), args[0], o) },
	}
	c.Flags().BoolVar(&o.NoPhotos, "no-photos", false, w.FlagNoPhotos)
	return c
}

// backUp writes the file beside its name, and gives it that when it is whole and on disk.
func (p *program) backUp(ctx context.Context, path string, o backup.Options) (err error) {
	db, blobs, _, err := p.openStores(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, os.ErrExist)
	}
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.part") // for this user alone
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // it has its name, or is not whole
	o.Now = p.now
	s, err := backup.Write(ctx, db, blobs, f, o)
	if err == nil {
		err = f.Sync()
	}
	size, err2 := f.Seek(0, io.SeekEnd)
	if err = errors.Join(err, err2, f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	fmt.Fprintf(p.out, p.w.Backup.Written+"\n", clean(path), s.Rows, s.Operations, s.Blobs, size)
	p.lost(s.Missing, p.w.Backup.Missing)
	p.lost(s.Spoiled, p.w.Backup.Spoiled)
	return nil
}

// lost tells of photos that are not in a backup.
func (p *program) lost(sums []wire.Sum, says string) {
	if len(sums) > 0 {
		fmt.Fprintf(p.out, says+"\n", len(sums), sums[0])
	}
}

func (p *program) restore() *cobra.Command {
	w := p.w.Backup
	return &cobra.Command{
		Use: "restore FILE", Short: w.Restore, Long: w.RestoreLong, Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return p.restoreFrom(cmd.Context(), args[0]) },
	}
}

func (p *program) restoreFrom(ctx context.Context, path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	s, err := backup.Check(f)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, p.w.Backup.Checked+"\n", clean(path), clean(s.Park), s.Time.Local().Format(time.DateTime))
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	db, blobs, _, err := p.openStores(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if s, err = backup.Restore(ctx, f, db, blobs); err != nil {
		return err
	}
	fmt.Fprintf(p.out, p.w.Backup.Restored+"\n", s.Rows, s.Operations, s.Blobs)
	p.lost(s.Spoiled, p.w.Backup.Spoiled)
	if !s.Photos {
		fmt.Fprintln(p.out, p.w.Backup.NoPhotos)
	}
	return nil
}
