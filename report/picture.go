package report

import "errors"

// bytes is the photo as it came.
func (p Photo) bytes() ([]byte, error) {
	if p.read == nil {
		return nil, errors.New("the file is not on this machine")
	}
	return p.read(p.SHA256)
}
