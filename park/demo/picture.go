package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// moment is when a photo was taken: of the hazard, or of it removed.
type moment string

const (
	before moment = "BEFORE"
	after  moment = "AFTER"
)

// photo draws a photo and gives it to the park.
func (w *world) photo(via wire.FeedID, f *found, when moment, at time.Time) (inspection.Photo, error) {
	w.sum.Photos++
	f.drawn++
	scene := fnv.New64()
	_, _ = scene.Write([]byte(f.Finding)) // never fails
	if when == before && f.drawn > 1 {
		_, _ = scene.Write([]byte{byte(f.drawn)}) // another side of it; what is after is seen from where the first was taken
	}
	data, err := picture(scene.Sum64(), when, fmt.Sprintf("%s  %s  NO.%d", f.v.firm.Code, at.Format("2006-01-02 15:04"), f.drawn))
	if err != nil {
		return inspection.Photo{}, err
	}
	sum := sha256.Sum256(data)
	name := map[moment]string{before: "整改前", after: "整改后"}[when]
	p := inspection.Photo{
		SHA256: hex.EncodeToString(sum[:]), Size: int64(len(data)), Mime: "image/jpeg",
		Name: fmt.Sprintf("%s%s-%d.jpg", name, at.Format("0102"), f.drawn), Taken: at.Format(time.RFC3339),
	}
	return p, w.park.TakeWholePhoto(w.ctx, via, sum, p.Size, bytes.NewReader(data))
}

// width and height of a drawn photo.
const width, height = 400, 300

// picture draws a scene of a plant: a hall, tanks, pipes, and a thing that stands in the way, or no more.
func picture(seed uint64, when moment, caption string) ([]byte, error) {
	r := rand.New(rand.NewPCG(seed, 7))
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	hue := r.IntN(6)
	fill(img, img.Bounds(), shade(hue, 60+r.IntN(40)))
	fill(img, image.Rect(0, height*2/3, width, height), shade(hue, 120))
	for n := range 2 + r.IntN(4) {
		x := 15 + n*75 + r.IntN(25)
		top := 50 + r.IntN(70)
		fill(img, image.Rect(x, top, x+50+r.IntN(30), height*2/3+10), shade(hue+1+n, 150+r.IntN(60)))
		fill(img, image.Rect(x+4, top+8, x+12, height*2/3), shade(hue+1+n, 230))
	}
	for range 1 + r.IntN(3) {
		y := 30 + r.IntN(130)
		fill(img, image.Rect(0, y, width, y+8), color.RGBA{200, 160, 40, 255})
	}
	sign := color.RGBA{30, 130, 60, 255}
	if when == before {
		sign = color.RGBA{190, 40, 30, 255}
		x := 60 + r.IntN(220)
		for n := range 3 + r.IntN(4) { // what stands in the way
			fill(img, image.Rect(x+n*18-30, 210-n*12, x+n*18+10, 262), color.RGBA{120 + uint8(n)*15, 80, 40, 255})
		}
	}
	fill(img, image.Rect(0, 0, width, 24), sign)
	fill(img, image.Rect(0, height-24, width, height), color.RGBA{20, 20, 20, 255})
	write(img, 8, 17, string(when))
	write(img, 8, height-8, caption)
	var out bytes.Buffer
	err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 70})
	return out.Bytes(), err
}

func fill(img draw.Image, r image.Rectangle, c color.Color) {
	draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
}

func write(img draw.Image, x, y int, text string) {
	d := font.Drawer{Dst: img, Src: image.White, Face: basicfont.Face7x13, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// shade is a colour of six, so bright.
func shade(hue, bright int) color.RGBA {
	b, d := uint8(min(bright, 255)), uint8(min(bright*3/4, 255))
	switch hue % 6 {
	case 0:
		return color.RGBA{b, d, d, 255}
	case 1:
		return color.RGBA{d, b, d, 255}
	case 2:
		return color.RGBA{d, d, b, 255}
	case 3:
		return color.RGBA{b, b, d, 255}
	case 4:
		return color.RGBA{d, b, b, 255}
	}
	return color.RGBA{b, d, b, 255}
}
