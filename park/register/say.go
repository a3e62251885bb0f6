package register

import (
	"fmt"
	"strings"

	"anquan.example/paicha/internal/words"
)

// Say puts what a row does into words, on one line; nothing when it does nothing.
func (c Change) Say(w words.RegisterWords) string {
	switch c.Kind {
	case New:
		return fmt.Sprintf(w.IsNew, c.Line, c.After.Name, c.After.Code)
	case Changed:
		all := make([]string, len(c.Fields))
		for n, d := range c.Fields {
			all[n] = fmt.Sprintf(w.From, w.Fields[string(d.Field)], d.said(d.From, w), d.said(d.To, w))
		}
		return fmt.Sprintf(w.IsChanged, c.Line, c.After.Name, strings.Join(all, w.Comma))
	case Conflict:
		return fmt.Sprintf(w.Conflict, c.Line, c.After.Name, c.why(w))
	}
	return ""
}

func (d Difference) said(value string, w words.RegisterWords) string {
	switch {
	case d.Field != State:
		return value
	case value == Active:
		return w.Active
	}
	return w.Closed
}

func (c Change) why(w words.RegisterWords) string {
	switch c.Clash {
	case NameTaken:
		return fmt.Sprintf(w.NameTaken, c.Before.Code)
	case NameTwice:
		return fmt.Sprintf(w.NameTwice, c.N)
	}
	return fmt.Sprintf(w.RowTwice, c.N)
}
