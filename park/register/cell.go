package register

import (
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/plain"
)

// cell is a cell as the file has it.
type cell struct {
	text    string
	number  bool // kept as a number, which has 15 digits; told of long ones
	formula bool
}

// wrong is what is wrong with a cell.
type wrong struct {
	fault Fault
	says  string
	n     int
}

// SectorNames are what sectors may be called: name in lower case → id. Without any, what the file says is taken for ids.
type SectorNames map[string]string

// narrow makes full-width letters, digits and signs what they are.
func narrow(s string) string { return width.Narrow.String(s) }

// clean is a cell's text without what people do not see: blanks around it, line breaks, the apostrophe of an export.
func clean(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), " ")
	s = strings.Trim(s, " \u00a0\u3000\ufeff")
	if bare, is := strings.CutPrefix(s, "'"); is && plain.Cell(bare) == s {
		return bare
	}
	return s
}

// value reads a cell of the column.
func (col column) value(c cell, s SectorNames) (string, *wrong) {
	if c.formula {
		return "", &wrong{fault: Formula}
	}
	c.text = clean(c.text)
	if c.text == "" {
		return "", nil
	}
	if n := utf8.RuneCountInString(c.text); n > col.most {
		return "", &wrong{fault: TooLong, n: col.most}
	}
	for _, r := range c.text {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r) {
			return "", &wrong{fault: Control, says: strings.ToUpper(strconv.FormatInt(int64(r), 16))}
		}
	}
	return col.read(c, s)
}

func readText(c cell, _ SectorNames) (string, *wrong) { return c.text, nil }

// scientific is how spreadsheets show a long number; the digits behind are lost.
var scientific = regexp.MustCompile(`^\d(\.\d+)?[Ee]\+?\d+$`)

func readDigits(c cell, _ SectorNames) (string, *wrong) {
	if scientific.MatchString(c.text) {
		return "", &wrong{fault: Digits}
	}
	return c.text, nil
}

func readCode(c cell, _ SectorNames) (string, *wrong) {
	code := strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(narrow(c.text)))
	if scientific.MatchString(code) || c.number && len(code) > 15 {
		return "", &wrong{fault: Digits}
	}
	var e *inspection.CodeError
	if err := inspection.CheckCreditCode(code); !errors.As(err, &e) {
		return code, nil
	}
	switch {
	case e.Length != 0:
		return "", &wrong{fault: CodeLength, n: e.Length}
	case e.Bad != "":
		return "", &wrong{fault: CodeCharacter, says: e.Bad}
	}
	return "", &wrong{fault: CodeCheck, says: e.Want}
}

// readDegrees takes decimal degrees of at most that many, to a centimetre.
func readDegrees(most float64) func(cell, SectorNames) (string, *wrong) {
	return func(c cell, _ SectorNames) (string, *wrong) {
		d, err := strconv.ParseFloat(strings.TrimSuffix(narrow(c.text), "°"), 64)
		if err != nil || math.IsNaN(d) || math.Abs(d) > most {
			return "", &wrong{fault: Degrees, n: int(most)}
		}
		return strconv.FormatFloat(math.Round(d*1e7)/1e7, 'f', -1, 64), nil
	}
}

// readDay reads a day as people write it; a number that stands for one in a spreadsheet is none.
func readDay(c cell, _ SectorNames) (string, *wrong) {
	text := strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-", " ", "").Replace(narrow(c.text))
	day, err := time.Parse("2006-1-2", text)
	if err != nil {
		return "", &wrong{fault: BadDay}
	}
	return day.Format(time.DateOnly), nil
}

func readSectors(c cell, known SectorNames) (string, *wrong) {
	var ids []string
	for _, name := range strings.FieldsFunc(c.text, func(r rune) bool { return strings.ContainsRune("、,，;；/／|", r) }) {
		name = strings.ToLower(strings.Trim(name, " \u3000"))
		id, is := known[name]
		if known == nil {
			id, is = name, true
		}
		if !is {
			return "", &wrong{fault: Sector, says: name}
		}
		ids = append(ids, id)
	}
	return strings.Join(ids, ","), nil
}

// What people call the states, by blanks.
const (
	activeNames = "正常 在营 在业 存续 开业 营业 生产 在产 启用 有效 是 1 active open yes true"
	closedNames = "关闭 停业 停产 注销 吊销 搬离 迁出 停用 无效 否 0 closed inactive no false"
)

func readState(c cell, _ SectorNames) (string, *wrong) {
	name := strings.ToLower(c.text)
	switch {
	case slices.Contains(strings.Fields(activeNames), name):
		return Active, nil
	case slices.Contains(strings.Fields(closedNames), name):
		return Closed, nil
	}
	return "", &wrong{fault: BadState}
}
