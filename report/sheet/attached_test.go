package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/base64"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
)

var carriers = []string{"docx", "pdf", "xlsx", "html", "json"}

// What is attached comes back as it was, out of every format that can carry it; the others say so.
func TestAttachmentsComeBack(t *testing.T) {
	s := sample()
	s.Attached = append(s.Attached, Attached{Name: "empty", Mime: "text/plain"}, Attached{Name: "b.bin", Mime: "application/octet-stream", Data: bytes.Repeat([]byte{0, 255, '(', ')', '\\', '\r'}, 50_000)})
	for _, f := range Formats {
		got, err := Attachments(write(t, f.Ending, s))
		carries := strings.Contains(strings.Join(carriers, " "), f.Ending)
		if !carries && !errors.Is(err, ErrNoAttachments) {
			t.Errorf("%s: %v, %v", f.Ending, got, err)
		}
		if carries && err != nil {
			t.Errorf("%s: %v", f.Ending, err)
		}
		for n := range got {
			if len(got[n].Data) == 0 {
				got[n].Data = nil
			}
		}
		if carries && !reflect.DeepEqual(got, s.Attached) {
			t.Errorf("%s: came back as %.200q", f.Ending, got)
		}
	}
}

func TestAttachedNamesAreChecked(t *testing.T) {
	for _, a := range [][]Attached{{{Name: "../x", Mime: "a/b"}}, {{Name: "", Mime: "a/b"}}, {{Name: "名", Mime: "a/b"}}, {{Name: "x", Mime: `a/b"`}}, {{Name: "x", Mime: "a/b"}, {Name: "X", Mime: "a/b"}}, make([]Attached, 17)} {
		for _, f := range Formats {
			if err := f.Write(io.Discard, Sheet{Title: "x", Attached: a}); err == nil {
				t.Errorf("%s: %v was written", f.Ending, a)
			}
		}
	}
}

// A small file that unpacks to a large one is refused, not unpacked.
func TestAttachmentsAreBounded(t *testing.T) {
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	w, err := z.Create(attachedFolder + "bomb")
	if err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for range MaxAttachedBytes>>20 + 1 {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Attachments(bomb.Bytes()); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("a zip bomb: %v", err)
	}
	many := `{"attached":[` + strings.Repeat(`{"name":"a","mime":"a/b","data":""},`, 20) + `{"name":"a","mime":"a/b"}]}`
	block := "<!DOCTYPE html>\n" + strings.Repeat("<script type=\"application/octet-stream;base64\" data-name=\"a\" data-mime=\"a/b\">"+base64.StdEncoding.EncodeToString([]byte("x"))+"</script>\n", 20)
	for _, file := range []string{many, block, "PK\x03\x04", "%PDF-1.3 /Type /EmbeddedFile /Length 999999999 /Filter /FlateDecode \nstream\nx", "", "\ufeff", "<"} {
		if got, err := Attachments([]byte(file)); err == nil {
			t.Errorf("%.40q gave %v", file, got)
		}
	}
}

// Any file is read or refused, within the limits.
func FuzzAttachments(f *testing.F) {
	s := Sheet{Title: "x", Attached: sample().Attached}
	for _, ending := range carriers {
		f.Add(write(f, ending, s))
	}
	f.Add([]byte("%PDF-1.3\n<< /Type /EmbeddedFile /Length 8 /Filter /FlateDecode /Params >>\nstream\nx\x9c\x03\x00\x00\x00\x00\x01 /Type /Filespec /UF (\xfe\xff\x00a\\)) /Desc ("))
	f.Fuzz(func(t *testing.T, file []byte) {
		all, err := Attachments(file)
		if err == nil && (checkAttached(all) != nil || len(all) == 0) {
			t.Errorf("%v was read without an error", all)
		}
	})
}
