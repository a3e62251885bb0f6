package strictyaml

// Nearest is the name closest to what was written, "" when none is close.
func Nearest(word string, names []string) string {
	best, least := "", 3
	if len(word) > 40 {
		return ""
	}
	for _, name := range names {
		if n := distance(word, name); n < least && n < len(name) {
			best, least = name, n
		}
	}
	return best
}

// distance is how many letters must be changed, added or left out (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			swap := diagonal
			if a[i] != b[j] {
				swap++
			}
			diagonal = row[j+1]
			row[j+1] = min(swap, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
