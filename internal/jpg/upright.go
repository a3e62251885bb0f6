package jpg

import "image"

// upright turns and mirrors a picture as its orientation says.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > 8 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	turned := orientation >= 5 // rows become columns
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if turned {
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range dst.Bounds().Dy() {
		for x := range dst.Bounds().Dx() {
			u, v := x, y
			if turned {
				u, v = y, x
			}
			switch orientation {
			case 2, 8:
				u = w - 1 - u
			case 3, 7:
				u, v = w-1-u, h-1-v
			case 4, 6:
				v = h - 1 - v
			}
			dst.SetRGBA(x, y, src.RGBAAt(u, v))
		}
	}
	return dst
}
