package jpg

import "encoding/binary"

// reach of the table that most codes are found in at once, bits.
const quick = 11

// huffman finds a code's symbol. An entry is its length shifted by 8 and the symbol: of a coefficient, the run of zeros before it in four bits
// and its size in four; 0 where there is none.
type huffman struct {
	fast [1 << quick]uint16
	// what of the bits at hand are whole coefficients that can be skipped: their bits shifted by 8, the places they take, and ended when the
	// block ends there
	skip [1 << quick]uint16
	// the rest, canonically: per length, what is to be subtracted from a code and the first code that is too long
	offset [17]int32
	beyond [17]int32
	values []byte
}

// ended is beyond the places of a block, 63.
const ended = 0x80

// huffmen reads tables.
func (d *reducer) huffmen(b []byte) bool {
	for len(b) > 0 {
		if len(b) < 17 || b[0]&0xef > 3 {
			return false
		}
		count := 0
		for _, n := range b[1:17] {
			count += int(n)
		}
		if count > 256 || len(b) < 17+count {
			return false
		}
		h := newHuffman(b[1:17], b[17:17+count])
		if h == nil {
			return false
		}
		if b[0]>>4 == 0 {
			d.dc[b[0]&3] = h
		} else {
			h.skips()
			d.ac[b[0]&3] = h
		}
		b = b[17+count:]
	}
	return true
}

// newHuffman is nil of counts that are no code.
func newHuffman(counts, values []byte) *huffman {
	h := &huffman{values: values}
	code, index := int32(0), int32(0)
	for length := 1; length <= 16; length++ {
		h.offset[length] = index - code
		for range counts[length-1] {
			if length <= quick {
				first := int(code) << (quick - length)
				if first+1<<(quick-length) > len(h.fast) {
					return nil
				}
				for k := range 1 << (quick - length) {
					h.fast[first+k] = uint16(length)<<8 | uint16(values[index])
				}
			}
			code++
			index++
		}
		if code > 1<<length {
			return nil
		}
		h.beyond[length] = code
		code <<= 1
	}
	return h
}

// skips fills in skip.
func (h *huffman) skips() {
	for window := range h.skip {
		used, places, end := uint16(0), uint16(0), uint16(0)
		for end == 0 {
			e := h.fast[window<<used&(1<<quick-1)]
			length, size, run := e>>8, e&15, e>>4&15
			if e == 0 || used+length+size > quick || places+run+1 >= 64 {
				break
			}
			used += length + size
			switch {
			case size > 0 || run == 15:
				places += run + 1
			default:
				end = ended
			}
		}
		h.skip[window] = used<<8 | places | end
	}
}

// bits reads the coded bits; 0xff 0x00 is 0xff, and another marker ends them: zeros follow.
type bits struct {
	data  []byte
	at    int
	acc   uint64 // the next ones, from the highest down
	count int
	past  int // zeros that were made up
}

// fill makes at least 32 bits available. Most of the time eight bytes lie ahead without a marker among them.
func (b *bits) fill() {
	if b.at+8 <= len(b.data) {
		const low, high = 0x0101010101010101, 0x8080808080808080
		ahead := binary.BigEndian.Uint64(b.data[b.at:])
		if (^ahead-low)&ahead&high == 0 { // no byte of it is 0xff
			b.acc |= ahead >> b.count // of a byte in part, the rest is the same when it comes
			whole := (64 - b.count) / 8
			b.at += whole
			b.count += 8 * whole
			return
		}
	}
	for b.count <= 56 {
		if b.at >= len(b.data) {
			b.count += 8
			b.past += 8
			continue
		}
		c := b.data[b.at]
		if c == 0xff {
			if b.at+1 >= len(b.data) || b.data[b.at+1] != 0 {
				b.count += 8
				b.past += 8
				continue
			}
			b.at++
		}
		b.at++
		b.acc |= uint64(c) << (56 - b.count)
		b.count += 8
	}
}

// over says that more was read than there is.
func (b *bits) over() bool { return b.past > b.count }

// next is the entry of the next code; 0 when it is none. At least 16 bits are left behind it.
func (b *bits) next(h *huffman) uint16 {
	if b.count < 32 {
		b.fill()
	}
	if e := h.fast[b.acc>>(64-quick)]; e != 0 {
		b.drop(e >> 8)
		return e
	}
	for length := quick + 1; length <= 16; length++ {
		if code := int32(b.acc >> (64 - length)); code < h.beyond[length] {
			at := code + h.offset[length]
			if at < 0 || int(at) >= len(h.values) {
				return 0
			}
			b.drop(uint16(length))
			return uint16(length)<<8 | uint16(h.values[at])
		}
	}
	return 0
}

func (b *bits) drop(n uint16) {
	b.acc <<= n
	b.count -= int(n)
}

// value reads a coefficient of that size (T.81 F.2.2.1).
func (b *bits) value(size uint16) int32 {
	if size == 0 {
		return 0
	}
	v := int32(b.acc >> (64 - size))
	b.drop(size)
	if v < 1<<(size-1) {
		v += -1<<size + 1
	}
	return v
}

// restarted goes behind a restart marker.
func (b *bits) restarted() bool {
	if b.at+1 >= len(b.data) || b.data[b.at] != 0xff || b.data[b.at+1] < 0xd0 || b.data[b.at+1] > 0xd7 {
		return false
	}
	*b = bits{data: b.data, at: b.at + 2}
	return true
}
