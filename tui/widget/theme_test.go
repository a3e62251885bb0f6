package widget

import (
	"strings"
	"testing"

	"anquan.example/paicha/checklist"
)

func TestThemesDiffer(t *testing.T) {
	dark, light, plain := ThemeFor(true), ThemeFor(false), Plain()
	if dark.Selected.Render("x") == light.Selected.Render("x") || strings.Contains(plain.Selected.Render("x"), "38;2") || strings.Contains(plain.Selected.Render("x"), "48;2") {
		t.Error("themes do not differ as they should")
	}
	for _, theme := range []Theme{dark, light, plain, Tags(), {}} {
		l := Look{theme, look.Words}
		seen := map[string]bool{}
		for _, v := range []checklist.Value{checklist.OK, checklist.Fail, checklist.NA, checklist.Unseen, ""} {
			b := l.Badge(v)
			if Width(b) != 2 {
				t.Errorf("%s: badge %q is %d cells", theme.Name, b, Width(b))
			}
			seen[b] = true
		}
		if len(seen) != 5 {
			t.Errorf("%s: badges are alike: %v", theme.Name, seen)
		}
	}
	for _, theme := range []Theme{dark, light, Tags()} {
		for _, s := range theme.all() {
			if s.Name == "" || s.open == "" {
				t.Errorf("%s: a style has no name or no effect: %+v", theme.Name, s)
			}
		}
	}
}

func TestStyleGoesOnAfterItsParts(t *testing.T) {
	dark := ThemeFor(true)
	got := dark.Selected.Render("a" + dark.OK.Render("符") + "b")
	if !strings.Contains(got, reset+dark.Selected.open+"b") {
		t.Errorf("%q", got)
	}
	if Width(got) != 4 {
		t.Errorf("%d cells", Width(got))
	}
}

func TestColourless(t *testing.T) {
	for name, want := range map[string]bool{"NO_COLOR=1": true, "TERM=dumb": true, "TERM=xterm": false, "NO_COLOR=": false} {
		k, v, _ := strings.Cut(name, "=")
		getenv := func(key string) string { return map[string]string{k: v}[key] }
		if Colourless(getenv) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestSelectionDropsColoursWithoutGround(t *testing.T) {
	dark := ThemeFor(true)
	got := grounded(dark.Strong.Render("名") + dark.OK.Render("符"))
	if strings.Contains(got, dark.Strong.open) || !strings.Contains(got, dark.OK.open) || Width(got) != 4 {
		t.Errorf("%q", got)
	}
}
