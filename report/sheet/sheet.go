// Package sheet is a document of blocks from top to bottom, as people sign it, and the formats that it is written in. It knows nothing of
// inspections. Equal sheets give equal bytes in every format, on every machine, as long as the program is of the same build: another release of Go
// may compress otherwise.
package sheet

import "time"

// Sheet is a document.
type Sheet struct {
	Lang      string // "zh" or "en"
	Title     string
	Number    string   // official number, or the working id, right above the first block; "" none
	Notes     []string // below the title, small: what the paper is and is not
	Blocks    []Block
	Footer    string // left of "page x of y" on every page
	Page      string // format of "page x of y", in the sheet's language: two %d
	Landscape bool
	Dated     time.Time // of the content; formats that carry a time carry this one
	Author    string    // of the file's properties
	Copied    bool      // pictures are copies out of a file of this format: they are taken as they are (see Copies)
	Attached  []Attached
}

// Attached is a file within the file, in formats that can carry one (docx, pdf, xlsx, html, json): what "verify" reads. Attachments reads it back.
type Attached struct {
	Name string // plain ASCII
	Mime string
	Data []byte
}

// Block is a part of a sheet.
type Block interface{ block() }

// Heading is a title within the sheet; levels 1 and 2.
type Heading struct {
	Level int
	Text  string
}

// Text is a paragraph; lines are kept.
type Text struct {
	Text  string
	Small bool
	Bold  bool
}

// List is numbered or dotted lines.
type List struct {
	Numbered bool
	Items    []string
}

// Fields is the grid of labels and values at the top of a Chinese form. A wide field has the line to itself; the others stand two a line.
type Fields []Field

// Field is a label and its value. An empty value is an empty cell to write in.
type Field struct {
	Label, Value string
	Wide         bool
	Lines        int // room for handwriting, lines; 0: one
}

// Table is rows under a head that is repeated on every page. A row is not torn between pages unless it is longer than one.
type Table struct {
	Columns []Column
	Rows    [][]string
	Empty   string // said when there are no rows
}

// Column is a column of a table.
type Column struct {
	Name  string
	Width int  // share of the sheet's width
	Right bool // numbers
}

// Pictures stand two a line, each with its caption.
type Pictures []Picture

// Picture is a photo. Read is called when the sheet is written, once a format, one picture after the other in the order of the sheet, and not by
// the goroutine that called Write; csv, json, md and txt read none. A picture that cannot be read is said so in its place and stops nothing.
type Picture struct {
	Number  string // as the text refers to it: 照片 1
	Caption string // place and time
	SHA256  string // of the original
	Read    func() ([]byte, error)
	Missing string // said when it cannot be read
}

// Signatures is blanks for handwriting: names are written by hand, never printed in them.
type Signatures []Signature

// Signature is one blank.
type Signature struct {
	Role string
	Name string // printed small beside the blank; "" none
	Says string // in place of the blank: refused, reason and witness
	Date string // label of the blank for the day
}

// Code is a QR code with what to do with it beside.
type Code struct {
	Text    string // that it holds
	Caption string
}

// Break begins a new page.
type Break struct{}

func (Heading) block()    {}
func (Text) block()       {}
func (List) block()       {}
func (Fields) block()     {}
func (Table) block()      {}
func (Pictures) block()   {}
func (Signatures) block() {}
func (Code) block()       {}
func (Break) block()      {}
