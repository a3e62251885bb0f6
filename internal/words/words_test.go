package words

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// verbs are those of a format, in order; %% is none.
var verbs = regexp.MustCompile(`%(?:\[\d+\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z%])`)

func verbsOf(s string) string {
	var found []string
	for _, m := range verbs.FindAllString(s, -1) {
		if m != "%%" {
			found = append(found, m)
		}
	}
	return strings.Join(found, " ")
}

// walk calls f for every string in both languages, with its path.
func walk(path string, zh, en reflect.Value, f func(path, zh, en string), differ func(path string)) {
	switch zh.Kind() {
	case reflect.String:
		f(path, zh.String(), en.String())
	case reflect.Struct:
		for i := range zh.NumField() {
			walk(path+"."+zh.Type().Field(i).Name, zh.Field(i), en.Field(i), f, differ)
		}
	case reflect.Slice, reflect.Array:
		if zh.Len() != en.Len() {
			differ(path)
			return
		}
		for i := range zh.Len() {
			walk(path+"[]", zh.Index(i), en.Index(i), f, differ)
		}
	case reflect.Map:
		if zh.Len() != en.Len() {
			differ(path)
			return
		}
		for _, k := range zh.MapKeys() {
			if !en.MapIndex(k).IsValid() {
				differ(path)
				continue
			}
			walk(path+"["+k.String()+"]", zh.MapIndex(k), en.MapIndex(k), f, differ)
		}
	}
}

func TestEveryWordIsThereInBothLanguages(t *testing.T) {
	n := 0
	walk("Words", reflect.ValueOf(*In(Zh)), reflect.ValueOf(*In(En)), func(path, zh, en string) {
		n++
		if path == "Words.Lang" {
			return
		}
		if strings.TrimSpace(zh) == "" || strings.TrimSpace(en) == "" {
			t.Errorf("%s is empty: zh %q, en %q", path, zh, en)
		}
		if verbsOf(zh) != verbsOf(en) {
			t.Errorf("%s: formats differ: zh %q has %s, en %q has %s", path, zh, verbsOf(zh), en, verbsOf(en))
		}
	}, func(path string) { t.Errorf("%s: not as many in both languages", path) })
	if n < 100 {
		t.Errorf("only %d words were looked at", n)
	}
}

// What is shown on a terminal holds nothing whose width terminals disagree on in a way that breaks a line.
func TestNoOddCharacters(t *testing.T) {
	for _, w := range []*Words{In(Zh), In(En)} {
		v := reflect.ValueOf(*w)
		walk(string(w.Lang), v, v, func(path, s, _ string) {
			for _, r := range s {
				if unicode.IsControl(r) && r != '\n' && r != '\t' || unicode.Is(unicode.Cf, r) || r >= 0x1f000 || r >= 0xfe00 && r <= 0xfe0f {
					t.Errorf("%s holds %q: %q", path, r, s)
				}
			}
		}, func(string) {})
	}
}

func TestChoose(t *testing.T) {
	for _, c := range []struct {
		flag string
		env  map[string]string
		want Lang
	}{
		{"", nil, Zh}, {"en", nil, En}, {"zh", map[string]string{"LANG": "en_US.UTF-8"}, Zh}, {"", map[string]string{"LANG": "en_US.UTF-8"}, En},
		{"", map[string]string{"PAICHA_LANG": "zh", "LANG": "en_US"}, Zh}, {"", map[string]string{"LC_ALL": "C", "LANG": "en_GB"}, En}, {"fr", map[string]string{"LANG": "de_DE"}, Zh},
	} {
		if got := Choose(c.flag, func(k string) string { return c.env[k] }); got != c.want {
			t.Errorf("Choose(%q, %v) = %s, want %s", c.flag, c.env, got, c.want)
		}
	}
}

func TestDeviceState(t *testing.T) {
	w := In(En)
	if all := w.DeviceState(false, "", 0, 0, 0, 0); len(all) != 0 {
		t.Errorf("all is well: %q", all)
	}
	if all := w.DeviceState(true, "00ff", 1, 2, 3, 4); len(all) != 6 || all[0] != w.Parkd.StateRevoked || !strings.Contains(all[2], "1 ") || !strings.Contains(all[5], "4 ") {
		t.Errorf("says %q", all)
	}
}
