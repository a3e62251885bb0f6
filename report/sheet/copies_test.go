package sheet

import (
	"bytes"
	"testing"
)

// A sheet made of the pictures that its file shows is the same file.
func TestASheetOfItsCopiesIsTheSameFile(t *testing.T) {
	for _, f := range Formats {
		var first bytes.Buffer
		s := sample()
		s.Blocks = append(s.Blocks, Pictures{taken(4, 1200, 900), taken(5, 1200, 900), taken(6, 1200, 900), taken(1, 1200, 900)}) // of one width, and one again
		if err := f.Write(&first, s); err != nil {
			t.Fatal(f.Ending, err)
		}
		copies, err := Copies(first.Bytes())
		if err != nil {
			t.Fatal(f.Ending, err)
		}
		shows := map[string]int{"docx": 6, "pdf": 6, "xlsx": 5, "html": 6}[f.Ending]
		if len(copies) != shows {
			t.Errorf("%s shows %d pictures, want %d", f.Ending, len(copies), shows)
			continue
		}
		s.Copied = true
		read := Reader(copies)
		for _, b := range s.Blocks {
			all, is := b.(Pictures)
			if !is {
				continue
			}
			for n := range all {
				if _, err := all[n].Read(); err != nil {
					continue // could not be read the first time either
				}
				all[n].Read = func() ([]byte, error) { return read(all[n].SHA256) }
			}
		}
		var again bytes.Buffer
		if err := f.Write(&again, s); err != nil {
			t.Fatal(f.Ending, err)
		}
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Errorf("%s: another file", f.Ending)
		}
	}
	for _, bad := range []string{"PK\x03\x04", "%PDF-1.7\n5 0 obj\n<</Filter /FlateDecode /Length 999999999>>\nstream\n", "<x src=\"data:image/jpeg;base64,A\">"} {
		if all, err := Copies([]byte(bad)); err == nil {
			t.Errorf("%q: %d pictures", bad, len(all))
		}
	}
}
