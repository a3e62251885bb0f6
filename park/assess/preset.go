package assess

import (
	"bytes"
	"embed"
	"fmt"
	"strings"
)

//go:embed presets/*.yaml
var presets embed.FS

// presetYear is the year that the files stand for.
const presetYear = "year: 2026\n"

// Presets is the names of the schemes that come with the program, the draft first. A park copies one and makes it its own.
func Presets() []string { return []string{"default", "90-70"} }

// Preset is a scheme that comes with the program, for a year.
func Preset(name string, year int) (*Scheme, error) {
	data, err := PresetText(name, year)
	if err != nil {
		return nil, err
	}
	return Parse(fmt.Sprintf("preset %s %d", name, year), data)
}

// PresetText is the file of a preset, for a year.
func PresetText(name string, year int) ([]byte, error) {
	data, err := presets.ReadFile("presets/" + name + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("there is no preset %q; the presets are %s", name, strings.Join(Presets(), ", "))
	}
	return bytes.Replace(data, []byte(presetYear), fmt.Appendf(nil, "year: %d\n", year), 1), nil
}
