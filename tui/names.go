package tui

import "strings"

// Names splits what was typed for several people: 专家甲、专家乙.
func Names(value string) []string {
	var all []string
	for _, n := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune("、,，;；/", r) }) {
		if n = strings.TrimSpace(n); n != "" {
			all = append(all, n)
		}
	}
	return all
}
