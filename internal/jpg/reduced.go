package jpg

import (
	"errors"
	"image"
)

// errOther says that a JPEG is of a kind, or damaged in a way, that is left to the standard decoder.
var errOther = errors.New("not a plain baseline JPEG")

// reduced decodes a baseline JPEG (ITU-T T.81) at a half, a quarter or an eighth of its size: of every 8 × 8 block only the lowest n × n
// frequencies are turned back into pixels, n being 4, 2 or 1. Each pixel is the mean of those it stands for, and the picture is never in
// memory at its full size: a photo of twelve megapixels takes a fifth of the time that decoding and shrinking it takes.
// All of it is done in whole numbers, so that every machine makes the same bytes.
func reduced(data []byte, n int) (image.Image, error) {
	d := &reducer{n: n, kept: kept[n], rest: data}
	if err := d.headers(); err != nil {
		return nil, err
	}
	if err := d.scan(); err != nil {
		return nil, err
	}
	if len(d.parts) == 1 {
		return &image.Gray{Pix: d.parts[0].pix, Stride: d.parts[0].stride, Rect: image.Rect(0, 0, d.width, d.height)}, nil
	}
	return &image.YCbCr{Y: d.parts[0].pix, Cb: d.parts[1].pix, Cr: d.parts[2].pix, YStride: d.parts[0].stride, CStride: d.parts[1].stride,
		SubsampleRatio: d.ratio, Rect: image.Rect(0, 0, d.width, d.height)}, nil
}

type reducer struct {
	n             int
	kept          []int8
	rest          []byte
	width, height int // of what is made
	across, down  int // minimum coded units
	restart       int
	ratio         image.YCbCrSubsampleRatio
	tables        [4][64]int32 // quantisation, as zigzag
	dc, ac        [4]*huffman
	parts         []part
	bits          bits
}

// part is a colour component.
type part struct {
	id, quant, dc, ac byte
	h, v              int
	last              int32 // DC of the block before
	pix               []byte
	stride            int
}

// headers reads up to the beginning of the scan.
func (d *reducer) headers() error {
	if len(d.rest) < 2 || d.rest[0] != 0xff || d.rest[1] != 0xd8 {
		return errOther
	}
	d.rest = d.rest[2:]
	for {
		for len(d.rest) > 1 && d.rest[0] == 0xff && d.rest[1] == 0xff {
			d.rest = d.rest[1:]
		}
		if len(d.rest) < 4 || d.rest[0] != 0xff {
			return errOther
		}
		marker, length := d.rest[1], int(d.rest[2])<<8|int(d.rest[3])
		if length < 2 || len(d.rest) < 2+length {
			return errOther
		}
		body := d.rest[4 : 2+length]
		d.rest = d.rest[2+length:]
		ok := true
		switch marker {
		case 0xc0, 0xc1:
			ok = d.frame(body)
		case 0xc4:
			ok = d.huffmen(body)
		case 0xdb:
			ok = d.quantisation(body)
		case 0xdd:
			if ok = len(body) == 2; ok {
				d.restart = int(body[0])<<8 | int(body[1])
			}
		case 0xda:
			if !d.start(body) {
				return errOther
			}
			return nil
		case 0xee: // Adobe's, which may say that the colours are no YCbCr
			ok = false
		default: // what is not skipped is another kind of JPEG
			ok = marker >= 0xe0 && marker <= 0xef || marker == 0xfe
		}
		if !ok {
			return errOther
		}
	}
}

func (d *reducer) frame(b []byte) bool {
	if d.parts != nil || len(b) < 6 || b[0] != 8 || len(b) != 6+3*int(b[5]) || b[5] != 1 && b[5] != 3 {
		return false
	}
	height, width := int(b[1])<<8|int(b[2]), int(b[3])<<8|int(b[4])
	if width == 0 || height == 0 {
		return false
	}
	d.parts = make([]part, b[5])
	for n := range d.parts {
		c := b[6+3*n:]
		d.parts[n] = part{id: c[0], h: int(c[1] >> 4), v: int(c[1] & 15), quant: c[2]}
		if c[2] > 3 || n > 0 && c[1] != 0x11 {
			return false
		}
	}
	first := &d.parts[0]
	if len(d.parts) == 1 {
		first.h, first.v = 1, 1 // one component is not interleaved, whatever it says
	}
	switch [2]int{first.h, first.v} {
	case [2]int{1, 1}:
		d.ratio = image.YCbCrSubsampleRatio444
	case [2]int{2, 1}:
		d.ratio = image.YCbCrSubsampleRatio422
	case [2]int{2, 2}:
		d.ratio = image.YCbCrSubsampleRatio420
	default:
		return false
	}
	d.across = (width + 8*first.h - 1) / (8 * first.h)
	d.down = (height + 8*first.v - 1) / (8 * first.v)
	d.width, d.height = (width*d.n+7)/8, (height*d.n+7)/8
	for n := range d.parts {
		p := &d.parts[n]
		p.stride = d.across * p.h * d.n
		p.pix = make([]byte, p.stride*d.down*p.v*d.n)
	}
	return true
}

func (d *reducer) quantisation(b []byte) bool {
	for len(b) > 0 {
		if b[0] > 3 || len(b) < 65 { // tables of two bytes are not baseline
			return false
		}
		for k := range 64 {
			d.tables[b[0]][k] = int32(b[1+k])
		}
		b = b[65:]
	}
	return true
}

func (d *reducer) start(b []byte) bool {
	if len(d.parts) == 0 || len(b) != 4+2*len(d.parts) || int(b[0]) != len(d.parts) {
		return false
	}
	for n := range d.parts {
		p := &d.parts[n]
		p.dc, p.ac = b[2+2*n]>>4, b[2+2*n]&15
		if b[1+2*n] != p.id || p.dc > 3 || p.ac > 3 || d.dc[p.dc] == nil || d.ac[p.ac] == nil {
			return false
		}
	}
	return true
}

// scan decodes the picture, unit by unit.
func (d *reducer) scan() error {
	d.bits = bits{data: d.rest}
	left := d.restart
	for y := range d.down {
		for x := range d.across {
			if d.restart > 0 {
				if left == 0 {
					if !d.bits.restarted() {
						return errOther
					}
					for n := range d.parts {
						d.parts[n].last = 0
					}
					left = d.restart
				}
				left--
			}
			for n := range d.parts {
				p := &d.parts[n]
				for v := range p.v {
					for h := range p.h {
						at := ((y*p.v+v)*p.stride + x*p.h + h) * d.n
						if !d.block(p, p.pix[at:]) {
							return errOther
						}
					}
				}
			}
		}
	}
	return nil
}

// kept is where in the block of n × n low frequencies each coefficient belongs, by its zigzag number; -1 for those left out. Behind kept's
// end there are none.
var kept = map[int][]int8{
	1: {0},
	2: {0, 1, 2, -1, 3},
	4: {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, -1, 13, 10, 7, -1, -1, -1, 11, 14, -1, -1, -1, -1, -1, 15},
}

// block decodes one block and draws it.
func (d *reducer) block(p *part, out []byte) bool {
	b := &d.bits
	var f [16]int32
	quant := &d.tables[p.quant]
	e := b.next(d.dc[p.dc])
	size := e & 15
	if e == 0 || size > 11 {
		return false
	}
	p.last += b.value(size)
	f[0] = p.last * quant[0]
	places, ac := d.kept, d.ac[p.ac]
	for k := 1; k < 64; {
		if b.count < 32 {
			b.fill()
		}
		if k >= len(places) { // nothing more is kept: most of the time is spent here
			if e := ac.skip[b.acc>>(64-quick)]; e>>8 > 0 && k+int(e&0x7f) < 64 {
				b.acc <<= e >> 8
				b.count -= int(e >> 8)
				k += int(e & 0x7f)
				if e&ended != 0 {
					break
				}
				continue
			}
		}
		e := b.next(ac)
		if e == 0 {
			return false
		}
		size, run := e&15, int(e>>4&15)
		if size == 0 {
			if run != 15 {
				break
			}
			k += 16
			continue
		}
		if k += run; k > 63 {
			return false
		}
		if k < len(places) && places[k] >= 0 {
			f[places[k]&15] = b.value(size) * quant[k]
		} else {
			b.drop(size)
		}
		k++
	}
	switch d.n {
	case 1:
		out[0] = pixel(f[0])
	case 2:
		inverse2(&f, out, p.stride)
	case 4:
		inverse4(&f, out, p.stride)
	}
	return !b.over()
}

// pixel is a sample of eight times its size around zero.
func pixel(v int32) byte { return byte(max(0, min(255, (v+4)>>3+128))) }

// inverse2 turns the lowest 2 × 2 frequencies into pixels: the inverse transform of two points, scaled to what eight would give.
func inverse2(f *[16]int32, out []byte, stride int) {
	a, b, c, d := f[0]+f[2], f[1]+f[3], f[0]-f[2], f[1]-f[3]
	out[0], out[1] = pixel(a+b), pixel(a-b)
	out[stride], out[stride+1] = pixel(c+d), pixel(c-d)
}

// The odd half of the transform of four points: √2·cos(π/8) and √2·cos(3π/8), in 4096ths.
const (
	cos1 = 5352
	cos3 = 2217
)

func four(a, b, c, d int32) (int32, int32, int32, int32) {
	even0, even1 := (a+c)<<12, (a-c)<<12
	odd0, odd1 := b*cos1+d*cos3, b*cos3-d*cos1
	const half = 1 << 11
	return (even0 + odd0 + half) >> 12, (even1 + odd1 + half) >> 12, (even1 - odd1 + half) >> 12, (even0 - odd0 + half) >> 12
}

// inverse4 is the same of 4 × 4.
func inverse4(f *[16]int32, out []byte, stride int) {
	for x := range 4 {
		f[x], f[x+4], f[x+8], f[x+12] = four(clip(f[x]), clip(f[x+4]), clip(f[x+8]), clip(f[x+12]))
	}
	for y := range 4 {
		a, b, c, d := four(f[4*y], f[4*y+1], f[4*y+2], f[4*y+3])
		row := out[y*stride : y*stride+4]
		row[0], row[1], row[2], row[3] = pixel(a), pixel(b), pixel(c), pixel(d)
	}
}

// clip keeps coefficients of nonsense from running over; those of pictures are far below.
func clip(v int32) int32 { return max(-1<<15, min(1<<15, v)) }
