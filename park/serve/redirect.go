package serve

import (
	"net/http"
	"strings"
)

// Redirect sends who comes without TLS to the park's own address, never to one that the request names. A form is not sent on: it came
// here for everybody to read.
func Redirect(park string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "403: this address takes nothing without TLS. Use "+park, http.StatusForbidden)
			return
		}
		w.Header().Set("Connection", "close")
		to := r.URL.RequestURI()
		if !strings.HasPrefix(to, "/") {
			to = "/" // it would go on with the host's name
		}
		http.Redirect(w, r, park+to, http.StatusMovedPermanently)
	})
}
