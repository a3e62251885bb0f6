package finding

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
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// offered is how many of the newest photos of the folder are offered.
const offered = 6

// newest is the newest photos of the watched folder.
type newest struct {
	files []shot
	err   error
}

// shot is a file in the watched folder.
type shot struct {
	path string
	size int64
	at   time.Time
}

// copied is a photo that was taken in, or why not.
type copied struct {
	photo inspection.Photo
	err   error
}

// look lists the newest photos of the folder, in the background, and then offers them.
func (m *Model) look() tea.Cmd {
	dir := m.deps.PhotoDir
	return tui.For(m.page, func() tea.Msg {
		if dir == "" {
			return newest{}
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			return newest{err: fmt.Errorf("photo folder: %w", err)}
		}
		var files []shot
		for _, e := range entries {
			info, err := e.Info()
			if err == nil && info.Mode().IsRegular() && info.Size() > 0 && isPhoto(e.Name()) {
				files = append(files, shot{filepath.Join(dir, e.Name()), info.Size(), info.ModTime()})
			}
		}
		slices.SortFunc(files, func(a, b shot) int { return cmp.Compare(b.at.UnixNano(), a.at.UnixNano()) })
		return newest{files: files[:min(len(files), offered)]}
	})
}

func isPhoto(name string) bool {
	return slices.Contains([]string{".jpg", ".jpeg", ".png", ".heic", ".webp", ".mp4", ".mov"}, strings.ToLower(filepath.Ext(name)))
}

// offer asks which photo, or why there is none.
func (m *Model) offer(n newest) tea.Cmd {
	w := m.deps.Words.Editor
	var options []widget.Option
	for _, f := range n.files {
		text := fmt.Sprintf(w.Newest, widget.Line(filepath.Base(f.path)), f.at.Format("01-02 15:04:05"))
		options = append(options, widget.Option{Text: text, Note: fmt.Sprintf("%d KB", f.size>>10), Value: f.path})
	}
	options = append(options, widget.Option{Text: w.AddPath, Value: "path"})
	for _, p := range m.photos {
		options = append(options, widget.Option{Text: fmt.Sprintf(w.DropPhoto, widget.Line(p.Name)), Value: "drop " + p.SHA256})
	}
	for _, reason := range w.NoPhotoReasons {
		options = append(options, widget.Option{Text: fmt.Sprintf(w.NoPhotoBecause, reason), Value: "none " + reason})
	}
	m.ask = m.deps.AskMenu(w.PhotoAsk, func(value string) tea.Cmd {
		if reason, none := strings.CutPrefix(value, "none "); none {
			m.f.NoPhoto = reason
			m.advance(photo)
			return m.keep()
		}
		if sum, drop := strings.CutPrefix(value, "drop "); drop {
			m.photos = slices.DeleteFunc(m.photos, func(p inspection.Photo) bool { return p.SHA256 == sum })
			return m.keep()
		}
		if value == "path" {
			m.ask = m.deps.AskText(w.AddPath, "", 1, m.needed, m.addPhoto)
			return nil
		}
		return m.addPhoto(value)
	}, options...)
	if n.err != nil {
		return tui.Say(tui.Trouble{Err: n.err})
	}
	return nil
}

// addPhoto copies a file in, in the background: typed, pasted or dragged, in quotes or as a file URL.
func (m *Model) addPhoto(path string) tea.Cmd {
	path = cleanPath(path)
	if path == "" {
		return nil
	}
	m.notice = m.deps.Words.Editor.Copying
	return tui.For(m.page, func() tea.Msg {
		p, err := m.deps.Desk.AddPhoto(path)
		if info, gone := os.Stat(path); err == nil && gone == nil && info.Size() != p.Size {
			err = fmt.Errorf(m.deps.Words.Editor.StillWriting, filepath.Base(path)) // the camera was not done with it
		}
		return copied{p, err}
	})
}

// cleanPath is the path of what was typed, pasted or dragged onto the terminal: in quotes, with blanks escaped, as a URL.
func cleanPath(path string) string {
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

func (m *Model) copied(c copied) tea.Cmd {
	m.notice = ""
	if c.err != nil {
		return tui.Say(tui.Trouble{Err: c.err})
	}
	if !slices.ContainsFunc(m.photos, func(p inspection.Photo) bool { return p.SHA256 == c.photo.SHA256 }) {
		m.photos = append(m.photos, c.photo)
	}
	m.f.NoPhoto = ""
	delete(m.wrong, photo)
	m.advance(photo)
	return m.keep()
}
