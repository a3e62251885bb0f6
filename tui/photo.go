package tui

import (
	"cmp"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui/widget"
)

// offered is how many of the newest photos of the folder are offered.
const offered = 6

// Newest is the newest photos of the watched folder.
type Newest struct {
	Files []Shot
	Err   error
}

// Shot is a file in the watched folder.
type Shot struct {
	Path string
	Size int64
	At   time.Time
}

// Copied is a photo that was taken in, or why not.
type Copied struct {
	Photo inspection.Photo
	Err   error
}

// NewestPhotos lists the newest photos of the folder, in the background, and addresses a Newest to the page.
func (d *Deps) NewestPhotos(page Page) tea.Cmd {
	dir := d.PhotoDir
	return For(page, func() tea.Msg {
		if dir == "" {
			return Newest{}
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			return Newest{Err: fmt.Errorf("photo folder: %w", err)}
		}
		var files []Shot
		for _, e := range entries {
			info, err := e.Info()
			if err == nil && info.Mode().IsRegular() && info.Size() > 0 && isPhoto(e.Name()) {
				files = append(files, Shot{filepath.Join(dir, e.Name()), info.Size(), info.ModTime()})
			}
		}
		slices.SortFunc(files, func(a, b Shot) int { return cmp.Compare(b.At.UnixNano(), a.At.UnixNano()) })
		return Newest{Files: files[:min(len(files), offered)]}
	})
}

func isPhoto(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".heic", ".webp", ".mp4", ".mov"}, strings.ToLower(filepath.Ext(name)))
}

// ByPath is the value of the option that leads from the newest photos to typing a path.
const ByPath = "path"

// Options is the photos to choose from, by path, and to type one.
func (n Newest) Options(d *Deps) []widget.Option {
	w := d.Words.Editor
	var options []widget.Option
	for _, f := range n.Files {
		text := fmt.Sprintf(w.Newest, widget.Line(filepath.Base(f.Path)), f.At.Format("01-02 15:04:05"))
		options = append(options, widget.Option{Text: text, Note: fmt.Sprintf("%d KB", f.Size>>10), Value: f.Path})
	}
	return append(options, widget.Option{Text: w.AddPath, Value: ByPath})
}

// TakePhoto copies a file in, in the background, and addresses a Copied to the page. The path may be typed, pasted or dragged, in quotes or
// as a file URL; of an empty one nothing comes.
func (d *Deps) TakePhoto(page Page, path string) tea.Cmd {
	path = CleanPath(path)
	if path == "" {
		return nil
	}
	return For(page, func() tea.Msg {
		p, err := d.Desk.AddPhoto(path)
		if info, gone := os.Stat(path); err == nil && gone == nil && info.Size() != p.Size {
			err = fmt.Errorf(d.Words.Editor.StillWriting, filepath.Base(path)) // the camera was not done with it
		}
		return Copied{p, err}
	})
}

// CleanPath is the path of what was typed, pasted or dragged onto the terminal: in quotes, with blanks escaped, as a URL.
func CleanPath(path string) string {
	path = strings.TrimSpace(path)
	bare := strings.Trim(path, `"'`)
	if rest, isURL := strings.CutPrefix(bare, "file://"); isURL {
		rest = strings.TrimPrefix(rest, "localhost")
		if len(rest) > 2 && rest[0] == '/' && rest[2] == ':' { // file:///C:/…
			rest = rest[1:]
		}
		if plain, err := url.PathUnescape(rest); err == nil {
			return plain
		}
	}
	if bare == path && strings.HasPrefix(path, "/") {
		return strings.ReplaceAll(path, `\ `, " ")
	}
	return bare
}
