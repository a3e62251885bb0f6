package park_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/sync/wire"
)

func picture(t *testing.T, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 64, 48))
	for n := range img.Pix {
		img.Pix[n] = shade
	}
	img.SetGray(3, 3, color.Gray{Y: 255 - shade})
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (w *world) upload(data []byte, name string) inspection.Photo {
	w.t.Helper()
	p, err := w.Upload(w.t.Context(), w.mine, name, bytes.NewReader(data))
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

func TestAPhotoOfTheProof(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		before := w.upload(picture(t, 10), "before.jpg")
		w.tablet.say(&inspection.Photographed{ID: w.chemical, Finding: w.finding, Photo: before})
		w.tablet.push(w.Park)
		done := park.Values{"done": "已加装", "day": "2026-11-25"}
		var missing *park.Missing
		if err := w.do(w.mine, "rectify", done, before); !errors.As(err, &missing) || missing.Field != "photos" {
			t.Errorf("the photo of the hazard as its proof: %v", err)
		}
		after := w.upload(picture(t, 200), `C:\fakepath\after.jpg`)
		if after.Name != "after.jpg" || after.Mime != "image/jpeg" {
			t.Errorf("uploaded as %+v", after)
		}
		w.must(w.mine, "rectify", done, after)
		if f := w.is(inspection.StatusRectified); len(f.Proof) != 1 || f.Proof[0].SHA256 != after.SHA256 || f.Proof[0].Size == 0 {
			t.Errorf("proof: %+v", f.Proof)
		}
		sum, _ := wire.ParseSum(after.SHA256)
		r, _, err := w.Photo(t.Context(), officer, w.chemical, sum)
		if err != nil {
			t.Fatal(err)
		}
		if data, err := io.ReadAll(r); err != nil || !bytes.Equal(data, picture(t, 200)) {
			t.Errorf("the photo is not what was uploaded: %v", err)
		}
		_ = r.Close() // it was read
		if _, _, err := w.Photo(t.Context(), w.theirs, w.chemical, sum); !errors.Is(err, park.ErrNotYours) {
			t.Errorf("another enterprise: %v", err)
		}
		if _, _, err := w.Photo(t.Context(), w.theirs, w.aluminium, sum); !errors.Is(err, park.ErrNotThere) {
			t.Errorf("another enterprise, by its own inspection: %v", err)
		}
		if err := w.do(w.mine, "told", park.Values{"way": "公告栏", "day": "2026-11-25"}, inspection.Photo{SHA256: strings.Repeat("ab", 32)}); !errors.As(err, &missing) {
			t.Errorf("a photo that was not uploaded: %v", err)
		}
	})
}

func TestUploadTellsByContent(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for name, data := range map[string][]byte{
			"page.jpg": []byte("<!doctype html><script>alert(1)</script>"), "drawing.png": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
			"program.jpg": []byte("MZ\x90\x00"), "empty.jpg": nil,
		} {
			if _, err := w.Upload(t.Context(), w.mine, name, bytes.NewReader(data)); !errors.Is(err, park.ErrNoPhoto) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := w.Upload(t.Context(), w.mine, "long.jpg", io.MultiReader(bytes.NewReader(picture(t, 1)), io.LimitReader(zeros{}, park.MaxUpload))); !errors.Is(err, park.ErrTooLarge) {
			t.Errorf("too long: %v", err)
		}
	})
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
