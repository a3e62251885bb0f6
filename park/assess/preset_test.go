package assess

import "testing"

func TestPresets(t *testing.T) {
	for _, name := range Presets() {
		for _, year := range []int{2025, 2026, 2028} {
			s, err := Preset(name, year)
			if err != nil {
				t.Fatal(err)
			}
			if s.Year != year {
				t.Errorf("%s: year %d, want %d", name, s.Year, year)
			}
		}
	}
	if _, err := Preset("../default", 2026); err == nil {
		t.Error("a preset that is none was found")
	}
}
