package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// What is read back at most: files, and bytes of all of them together.
const (
	MaxAttached      = 16
	MaxAttachedBytes = 64 << 20
)

const attachedFolder = "attached/" // in a zip

var (
	attachedName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$`)
	attachedMime = regexp.MustCompile(`^[a-z]+/[A-Za-z0-9.+-]+$`)
)

// checkAttached refuses what could not be read back from every format.
func checkAttached(all []Attached) error {
	size := 0
	var names []string
	for _, a := range all {
		name := strings.ToLower(a.Name) // of a package's parts no two are equal but for case
		if !attachedName.MatchString(a.Name) || len(a.Name) > 100 || slices.Contains(names, name) {
			return fmt.Errorf("attached file %q: its name has to be its own, of letters, digits, - and _, with dots between", a.Name)
		}
		if !attachedMime.MatchString(a.Mime) {
			return fmt.Errorf("attached file %s: %q is no media type", a.Name, a.Mime)
		}
		names = append(names, name)
		size += len(a.Data)
	}
	if len(all) > MaxAttached || size > MaxAttachedBytes {
		return fmt.Errorf("%d attached files of %d bytes are too many; at most %d of %d bytes", len(all), size, MaxAttached, MaxAttachedBytes)
	}
	return nil
}

// ErrNoAttachments says that a file is of no format that carries files (csv, md, txt), or carries none.
var ErrNoAttachments = errors.New("the file carries no attached files; docx, pdf, xlsx, html and json do")

// Attachments reads back what a sheet's file carries, whatever the format; the file's content says which it is. The file may be anybody's:
// what is larger than the limits is refused.
func Attachments(file []byte) (all []Attached, err error) {
	start := bytes.TrimLeft(file[:min(len(file), 1024)], "\ufeff \r\n")
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		all, err = zipAttached(file)
	case bytes.HasPrefix(start, []byte("%PDF-")):
		all, err = pdfAttached(file)
	case bytes.HasPrefix(start, []byte("{")):
		all, err = jsonAttachments(file)
	case bytes.HasPrefix(start, []byte("<")):
		all, err = htmlAttached(file)
	}
	if err != nil {
		return nil, fmt.Errorf("read the attached files: %w", err)
	}
	if len(all) == 0 {
		return nil, ErrNoAttachments
	}
	if err := checkAttached(all); err != nil {
		return nil, fmt.Errorf("read the attached files: %w", err)
	}
	return all, nil
}

// room is how many bytes may still be read.
type room int

func (r *room) read(from io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, int64(*r)+1))
	if err != nil {
		return nil, err
	}
	if len(data) > int(*r) {
		return nil, fmt.Errorf("more than %d bytes in all", MaxAttachedBytes)
	}
	*r -= room(len(data))
	return data, nil
}

// attachedTypes declares the attached files in [Content_Types].xml.
func attachedTypes(all []Attached) string {
	var b strings.Builder
	for _, a := range all {
		fmt.Fprintf(&b, `<Override PartName="/%s%s" ContentType="%s"/>`, attachedFolder, a.Name, esc(a.Mime))
	}
	return b.String()
}

// attachedRelations makes them parts of the package.
func attachedRelations(all []Attached) string {
	var b strings.Builder
	for n, a := range all {
		fmt.Fprintf(&b, `<Relationship Id="rAttached%d" Type="%s" Target="%s%s"/>`, n+1, attachedRels, attachedFolder, a.Name)
	}
	return b.String()
}

func zipAttached(file []byte) (all []Attached, err error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	left := room(MaxAttachedBytes)
	types := map[string]string{}
	var order []string
	for _, f := range z.File {
		if f.Name != "[Content_Types].xml" && !strings.HasPrefix(f.Name, attachedFolder) {
			continue
		}
		data, err := readPart(f, &left)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", f.Name, err)
		}
		if f.Name == "[Content_Types].xml" {
			order, types, err = overrides(data)
			if err != nil {
				return nil, fmt.Errorf("%q: %w", f.Name, err)
			}
			continue
		}
		if all = append(all, Attached{Name: strings.TrimPrefix(f.Name, attachedFolder), Data: data}); len(all) > MaxAttached {
			return nil, fmt.Errorf("more than %d attached files", MaxAttached)
		}
	}
	for n := range all {
		all[n].Mime = types["/"+attachedFolder+all[n].Name]
	}
	at := func(a Attached) int { return slices.Index(order, "/"+attachedFolder+a.Name) }
	slices.SortStableFunc(all, func(a, b Attached) int { return at(a) - at(b) }) // Excel sorts the parts, not what declares them
	return all, nil
}

func readPart(f *zip.File, left *room) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return left.read(r)
}

// overrides is the parts that [Content_Types].xml names, in order, and their types.
func overrides(data []byte) (order []string, types map[string]string, err error) {
	var t struct {
		Override []struct {
			PartName    string `xml:"PartName,attr"`
			ContentType string `xml:"ContentType,attr"`
		}
	}
	if err := xml.Unmarshal(data, &t); err != nil {
		return nil, nil, err
	}
	types = map[string]string{}
	for _, o := range t.Override {
		order = append(order, o.PartName)
		types[o.PartName] = o.ContentType
	}
	return order, types, nil
}

func jsonAttachments(file []byte) (all []Attached, err error) {
	var s struct {
		Attached []jsonAttached `json:"attached"`
	}
	if err := json.Unmarshal(file, &s); err != nil { // base64 is larger than what it says: the file itself is the limit
		return nil, err
	}
	for _, a := range s.Attached {
		all = append(all, Attached(a))
	}
	return all, nil
}

// htmlAttached finds the blocks that html writes: a script that no browser runs, each on a line.
var htmlBlock = regexp.MustCompile(`(?m)^<script type="application/octet-stream;base64" data-name="([^"]{1,100})" data-mime="([^"]{1,200})">([A-Za-z0-9+/=]*)</script>$`)

func htmlAttached(file []byte) (all []Attached, err error) {
	for _, m := range htmlBlock.FindAllSubmatch(file, MaxAttached+1) {
		data, err := base64.StdEncoding.DecodeString(string(m[3]))
		if err != nil {
			return nil, fmt.Errorf("%q: %w", m[1], err)
		}
		all = append(all, Attached{Name: string(m[1]), Mime: string(m[2]), Data: data})
	}
	return all, nil
}

var (
	pdfStream = regexp.MustCompile(`/Type /EmbeddedFile /Length (\d{1,9}) /Filter /FlateDecode [^\r\n]*\s+stream\r?\n`)
	pdfSpec   = regexp.MustCompile(`/Type /Filespec `)
)

// pdfAttached finds the embedded files as our library writes them: the stream, and behind it what names it.
func pdfAttached(file []byte) (all []Attached, err error) {
	left := room(MaxAttachedBytes)
	for at := 0; ; {
		m := pdfStream.FindSubmatchIndex(file[at:])
		if m == nil {
			return all, nil
		}
		length, _ := strconv.Atoi(string(file[at+m[2] : at+m[3]])) // nine digits at most
		begin := at + m[1]
		if length > len(file)-begin {
			return nil, errors.New("an embedded file is cut off")
		}
		z, err := zlib.NewReader(bytes.NewReader(file[begin : begin+length]))
		if err != nil {
			return nil, err
		}
		data, err := left.read(z)
		if err != nil {
			return nil, err
		}
		at = begin + length
		spec := pdfSpec.FindIndex(file[at:min(len(file), at+4096)])
		if spec == nil {
			return nil, errors.New("an embedded file has no name")
		}
		r := bufio.NewReader(bytes.NewReader(file[at+spec[1]:]))
		name, err := pdfString(r, "/UF ")
		if err != nil {
			return nil, err
		}
		mime, err := pdfString(r, "/Desc ")
		if err != nil {
			return nil, err
		}
		if all = append(all, Attached{Name: name, Mime: mime, Data: data}); len(all) > MaxAttached {
			return nil, fmt.Errorf("more than %d attached files", MaxAttached)
		}
	}
}

// pdfString reads the text string behind a key: in brackets, escaped, UTF-16 with its mark (ISO 32000-1 §7.9.2).
func pdfString(r *bufio.Reader, key string) (string, error) {
	var seen []byte
	for len(seen) < 4096 && !bytes.HasSuffix(seen, []byte(key+"(")) {
		c, err := r.ReadByte()
		if err != nil {
			return "", fmt.Errorf("an embedded file has no %s", strings.TrimSpace(key))
		}
		seen = append(seen, c)
	}
	var text []byte
	for len(text) < 1024 {
		c, err := r.ReadByte()
		if c == ')' || err != nil {
			break
		}
		if c == '\\' {
			if c, err = r.ReadByte(); err != nil {
				break
			}
			if c == 'r' {
				c = '\r'
			}
		}
		text = append(text, c)
	}
	text = bytes.TrimPrefix(text, []byte{0xfe, 0xff})
	units := make([]uint16, len(text)/2)
	for n := range units {
		units[n] = uint16(text[2*n])<<8 | uint16(text[2*n+1])
	}
	return string(utf16.Decode(units)), nil
}
