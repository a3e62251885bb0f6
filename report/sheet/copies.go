package sheet

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// maxCopies is how many pictures are read back at most, and maxCopyBytes their bytes in all.
const (
	maxCopies    = 10_000
	maxCopyBytes = 1 << 30
)

// Copies reads back the pictures that a sheet's file shows, in the sheet's order, as they are in it: with Sheet.Copied the same sheet made
// of them is the same file. JSON shows none. The file may be anybody's.
func Copies(file []byte) (all [][]byte, err error) {
	start := bytes.TrimLeft(file[:min(len(file), 1024)], "\ufeff \r\n")
	switch {
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		all, err = zipCopies(file)
	case bytes.HasPrefix(start, []byte("%PDF-")):
		all, err = pdfCopies(file)
	case bytes.HasPrefix(start, []byte("<")):
		all, err = htmlCopies(file)
	}
	if err != nil {
		return nil, fmt.Errorf("read the pictures: %w", err)
	}
	return all, nil
}

// Reader gives copies back by the hash of their originals, as a sheet asks for them in its order. One that is shown twice lies in the file
// once or twice.
func Reader(copies [][]byte) func(sha256 string) ([]byte, error) {
	given := map[string][]byte{}
	return func(sum string) ([]byte, error) {
		one, again := given[sum]
		if len(copies) > 0 && (!again || bytes.Equal(copies[0], one)) {
			one, copies = copies[0], copies[1:]
		} else if !again {
			return nil, errors.New("the file shows no such picture")
		}
		given[sum] = one
		return one, nil
	}
}

// zipCopies goes by the number in the names, which Word's and Excel's parts are counted by.
func zipCopies(file []byte) (all [][]byte, err error) {
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return nil, err
	}
	parts := map[int]*zip.File{}
	var order []int
	for _, f := range z.File {
		if m := zipPicture.FindStringSubmatch(f.Name); m != nil {
			n, _ := strconv.Atoi(m[1]) // digits
			if parts[n] != nil || len(order) == maxCopies {
				return nil, fmt.Errorf("%q: one too many", f.Name)
			}
			parts[n], order = f, append(order, n)
		}
	}
	slices.Sort(order)
	left := room(maxCopyBytes)
	for _, n := range order {
		data, err := readPart(parts[n], &left)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", parts[n].Name, err)
		}
		all = append(all, data)
	}
	return all, nil
}

var (
	zipPicture  = regexp.MustCompile(`^(?:word|xl)/media/image(\d{1,6})\.jpe?g$`)
	htmlPicture = regexp.MustCompile(`"data:image/jpeg;base64,([A-Za-z0-9+/=&#;]*)"`)
	// pages and pictures as our library writes them
	pdfObject = regexp.MustCompile(`(?:^|\n)(\d{1,9}) 0 obj\n<<(?:/Type /XObject\n[^>]{0,400}/Filter /DCTDecode\n[^>]{0,200}|/Filter /FlateDecode )/Length (\d{1,9})>>\nstream\n`)
	pdfShow   = regexp.MustCompile(`/I([0-9a-f]{40}) Do`)
	pdfNamed  = regexp.MustCompile(`\n/I([0-9a-f]{40}) (\d{1,9}) 0 R`)
)

func htmlCopies(file []byte) (all [][]byte, err error) {
	for _, m := range htmlPicture.FindAllSubmatch(file, maxCopies) {
		data, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(string(m[1]), "&#43;", "+")) // as html/template writes it
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// pdfCopies goes by the order in which the pages show the pictures: objects lie in an order of their own.
func pdfCopies(file []byte) (all [][]byte, err error) {
	left := room(maxCopyBytes)
	data := map[string][]byte{} // by object
	var shown []string          // names, as pages show them
	for at := 0; ; {
		m := pdfObject.FindSubmatchIndex(file[at:])
		if m == nil {
			break
		}
		length, _ := strconv.Atoi(string(file[at+m[4] : at+m[5]])) // nine digits at most
		begin := at + m[1]
		if length > len(file)-begin {
			return nil, errors.New("a picture or a page is cut off")
		}
		stream := file[begin : begin+length]
		if head := file[at+m[0] : at+m[1]]; bytes.Contains(head, []byte("/DCTDecode")) {
			data[string(file[at+m[2]:at+m[3]])] = stream
		} else {
			names, err := pdfPage(stream, &left)
			if err != nil {
				return nil, err
			}
			shown = append(shown, names...)
		}
		at = begin + length
	}
	objects := map[string]string{}
	for _, m := range pdfNamed.FindAllSubmatch(file, maxCopies) {
		objects[string(m[1])] = string(m[2])
	}
	for _, name := range shown {
		if picture := data[objects[name]]; picture != nil {
			all = append(all, picture)
		}
	}
	if len(all) > maxCopies {
		return nil, fmt.Errorf("more than %d pictures", maxCopies)
	}
	return all, nil
}

// pdfPage is the pictures that a page shows, by name, in order.
func pdfPage(stream []byte, left *room) (names []string, err error) {
	z, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		return nil, err
	}
	page, err := left.read(z)
	if err != nil {
		return nil, err
	}
	for _, m := range pdfShow.FindAllSubmatch(page, maxCopies) {
		names = append(names, string(m[1]))
	}
	return names, nil
}
