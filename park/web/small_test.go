package web_test

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"slices"
)

// small makes a picture of a page smaller: the 256 colours that are met most, and the nearest of them for the rest.
func small(data []byte) ([]byte, error) {
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	met, b := map[color.RGBA]int{}, m.Bounds()
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA) }
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			met[at(x, y)]++
		}
	}
	most := slices.SortedFunc(maps.Keys(met), func(a, b color.RGBA) int {
		return cmp.Or(met[b]-met[a], int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B))
	})
	var p color.Palette
	for _, c := range most[:min(len(most), 256)] {
		p = append(p, c)
	}
	near := map[color.RGBA]uint8{}
	for c := range met {
		near[c] = uint8(p.Index(c))
	}
	out := image.NewPaletted(b, p)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			out.SetColorIndex(x, y, near[at(x, y)])
		}
	}
	var w bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&w, out)
	return w.Bytes(), err
}
