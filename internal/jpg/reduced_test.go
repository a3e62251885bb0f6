package jpg

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"
)

// scene is a made-up photo: soft shapes with the noise of a sensor.
func scene(width, height int) image.Image {
	r := rand.New(rand.NewPCG(1, 2))
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			n := r.IntN(9) - 4
			m.SetRGBA(x, y, color.RGBA{byte(40 + x*150/width + n), byte(40 + y*150/height + n), byte(60 + (x/37+y/23)%5*30 + n), 255})
		}
	}
	return m
}

// A reduced picture is the mean of the pixels that each of its own stands for, whatever the sampling and odd its size.
func TestReducedIsTheMean(t *testing.T) {
	for _, size := range []image.Point{{320, 240}, {333, 251}, {8, 8}, {17, 1}} {
		data := encoded(t, scene(size.X, size.Y), 92)
		full, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range []int{1, 2, 4} {
			small, err := reduced(data, n)
			if err != nil {
				t.Fatal(size, n, err)
			}
			step := 8 / n
			if got, want := small.Bounds().Size(), image.Pt((size.X+step-1)/step, (size.Y+step-1)/step); got != want {
				t.Errorf("%v at %d/8 is %v, want %v", size, n, got, want)
			}
			worst := 0
			for y := range size.Y / step {
				for x := range size.X / step {
					got := color.YCbCrModel.Convert(small.At(x, y)).(color.YCbCr)
					worst = max(worst, abs(int(got.Y)-mean(full, x*step, y*step, step)))
				}
			}
			if worst > 12 { // the noise above the frequencies that are left
				t.Errorf("%v at %d/8: brightness is off by %d", size, n, worst)
			}
		}
	}
}

func mean(m image.Image, x, y, step int) (sum int) {
	for dy := range step {
		for dx := range step {
			sum += int(color.YCbCrModel.Convert(m.At(x+dx, y+dy)).(color.YCbCr).Y)
		}
	}
	return sum / step / step
}

func abs(n int) int { return max(n, -n) }

func encoded(t testing.TB, m image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is cut off or no plain JPEG is left to the standard decoder, which says what is wrong with it.
func TestReducedLeavesOthersAlone(t *testing.T) {
	data := encoded(t, scene(160, 120), 80)
	for _, bad := range [][]byte{nil, data[:20], data[:len(data)/2], []byte("GIF89a"), bytes.Replace(data, []byte{0xff, 0xc0}, []byte{0xff, 0xc2}, 1)} {
		if _, err := reduced(bad, 2); err == nil {
			t.Errorf("%d bytes that are no picture became one", len(bad))
		}
	}
	if _, _, _, err := Copy(bytes.NewReader(data[:len(data)/2]), 50, 80); err == nil {
		t.Error("half a photo became a copy")
	}
}

// Nothing that is called a photo brings the decoder down.
func FuzzReduced(f *testing.F) {
	f.Add(encoded(f, scene(40, 30), 80), byte(2))
	f.Add(encoded(f, image.NewGray(image.Rect(0, 0, 20, 20)), 50), byte(1))
	f.Fuzz(func(t *testing.T, data []byte, n byte) {
		if c, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width*c.Height > 1<<20 {
			return
		}
		_, _ = reduced(data, 1<<(n%3))
	})
}

func BenchmarkReduced(b *testing.B) {
	data := encoded(b, scene(4000, 3000), 85)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := reduced(data, 2); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCopy(b *testing.B) {
	data := encoded(b, scene(4000, 3000), 85)
	for b.Loop() {
		if _, _, _, err := Copy(bytes.NewReader(data), 1024, 80); err != nil {
			b.Fatal(err)
		}
	}
}

// A smaller picture is the mean of the areas that its pixels stand for, also where they cut the original's.
func TestAveraged(t *testing.T) {
	src := image.NewRGBA(image.Rect(5, 5, 8, 7)) // 3 × 2, not at the origin
	for n, v := range []byte{0, 90, 240, 30, 60, 120} {
		src.SetRGBA(5+n%3, 5+n/3, color.RGBA{v, 255 - v, 7, 255})
	}
	got := averaged(src, image.Pt(2, 1))
	// left: all of the first column and half of the second, (0+30+(90+60)/2)/3; right: half of the second and the third
	for x, want := range []byte{35, 145} {
		if c := got.RGBAAt(x, 0); c != (color.RGBA{want, 255 - want, 7, 255}) {
			t.Errorf("pixel %d is %v, want %d", x, c, want)
		}
	}
	if same := averaged(src, image.Pt(3, 2)); !bytes.Equal(same.Pix, src.Pix) {
		t.Error("of its own size it is not the same")
	}
}

// A large photo's copy is as large as asked for and stands upright, whichever way it is decoded.
func TestCopyOfALargePhoto(t *testing.T) {
	plain := encoded(t, scene(1600, 1200), 90)
	turned := append([]byte("\xff\xd8\xff\xe1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"), plain[2:]...)
	for _, edge := range []int{1600, 900, 400, 333, 100} {
		_, w, h, err := Copy(bytes.NewReader(plain), edge, 80)
		if err != nil || w != edge || h != edge*3/4 {
			t.Errorf("%d: %d × %d, %v", edge, w, h, err)
		}
		_, w, h, err = Copy(bytes.NewReader(turned), edge, 80)
		if err != nil || h != edge || w != edge*3/4 {
			t.Errorf("turned, %d: %d × %d, %v", edge, w, h, err)
		}
	}
}
