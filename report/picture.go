package report

import (
	"bytes"
	"fmt"

	"anquan.example/paicha/internal/jpg"
)

// picture is a copy of a photo for a document: JPEG, at most edge pixels wide and high. The original
// stays as it is; a document carries its hash.
func (p Photo) picture(edge int) (copied []byte, width, height int, err error) {
	if p.read == nil {
		return nil, 0, 0, fmt.Errorf("the file is not on this machine")
	}
	data, err := p.read(p.SHA256)
	if err != nil {
		return nil, 0, 0, err
	}
	copied, width, height, err = jpg.Copy(bytes.NewReader(data), edge, 80)
	if err != nil {
		return nil, 0, 0, fmt.Errorf("%s: %w", p.Name, err)
	}
	return copied, width, height, nil
}

// bytes is the photo as it came.
func (p Photo) bytes() ([]byte, error) {
	if p.read == nil {
		return nil, fmt.Errorf("the file is not on this machine")
	}
	return p.read(p.SHA256)
}
