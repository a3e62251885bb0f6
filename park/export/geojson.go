package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"

	"anquan.example/paicha/internal/words"
)

// collection is GeoJSON (RFC 7946): a feature a row, at the place of its enterprise. Without its end, which says how many rows there
// are, it is no JSON.
type collection struct {
	buffer  *bufio.Writer
	columns []string
	begun   bool
}

func beginGeoJSON(w io.Writer, t *table, _ *words.Words) (sink, error) {
	c := &collection{buffer: bufio.NewWriterSize(w, buffered), columns: t.columns}
	_, err := c.buffer.WriteString(`{"type":"FeatureCollection","features":[`)
	return c, err
}

// feature is a row; Geometry is null where the register has no place.
type feature struct {
	Type       string         `json:"type"`
	ID         any            `json:"id"`
	Geometry   *point         `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude
}

func (c *collection) row(r row) error {
	f := feature{Type: "Feature", ID: r.cells[0], Geometry: place(r), Properties: make(map[string]any, len(r.cells))}
	for n, cell := range r.cells {
		f.Properties[c.columns[n]] = cell
	}
	data, err := json.Marshal(f)
	if err != nil {
		return err
	}
	sep := "\n"
	if c.begun {
		sep = ",\n"
	}
	c.begun = true
	if _, err := c.buffer.WriteString(sep); err != nil {
		return err
	}
	_, err = c.buffer.Write(data)
	return err
}

// place is a row's point; nil when the register has none that is one.
func place(r row) *point {
	lat, err := strconv.ParseFloat(r.latitude, 64)
	lon, err2 := strconv.ParseFloat(r.longitude, 64)
	if err != nil || err2 != nil || !(math.Abs(lat) <= 90 && math.Abs(lon) <= 180) {
		return nil
	}
	return &point{"Point", [2]float64{lon, lat}}
}

func (c *collection) end(rows int) error {
	if _, err := fmt.Fprintf(c.buffer, "\n],\"rows\":%d}\n", rows); err != nil {
		return err
	}
	return c.buffer.Flush()
}

func (c *collection) drop() {}
