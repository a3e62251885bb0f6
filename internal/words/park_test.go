package words

import "testing"

// Nobody is told of a certificate where there is none.
func TestTrustIsWhatTheAddressSays(t *testing.T) {
	for _, lang := range []Lang{Zh, En} {
		w := &In(lang).Park
		for _, c := range []struct {
			url    string
			pinned bool
			want   string
		}{{"http://127.0.0.1:8743", false, w.Plain}, {"https://park.example", false, w.Trusted}, {"https://10.0.0.2:8743", true, w.Pinned}} {
			if got := w.Trust(c.url, c.pinned); got != c.want || got == "" {
				t.Errorf("%s: %q", c.url, got)
			}
		}
	}
}
