package strictyaml

// Limits is what a kind of file is called in messages and how much it may hold. The YAML reader keeps some 250
// bytes for each mark and up to 25 for each byte of a text, so Bytes and Marks bound its memory.
type Limits struct {
	Name  string   // "library": a library has at most …
	Start string   // how such a file starts: "format: 1"
	IDs   []string // keys whose value names the thing that a person would look for: "id"
	Bytes int
	Marks int // , : [ { - ? and line ends: every YAML node needs one; a # is as dear as five
	Text  int // bytes of one text
	List  int // items of one list, entries of one map
	Depth int // structs of one type inside one another
}

// Limits of every file, whatever it holds.
const (
	maxLine   = 8 << 10 // bytes
	maxNested = 12      // "- - -" or "? ? ?" in front of one line
	maxFlow   = 64      // brackets opened in one line
	maxEntry  = 100     // bytes of a name in a map
)

// MaxIndent is how many spaces a line may be indented by.
const MaxIndent = 80

// a is the file's name with its article.
func (l Limits) a() string {
	switch l.Name[0] {
	case 'a', 'e', 'i', 'o', 'u':
		return "an " + l.Name
	}
	return "a " + l.Name
}
