package web

// exportFile is what may be taken along, and as which files.
type exportFile struct {
	Title, Hint string
	Files       []option // address, ending
}

// exports is what there is, by the names of its address.
var exports = []struct {
	what    string
	endings []string
}{
	{"findings", []string{"xlsx", "csv", "geojson"}},
	{"inspections", []string{"xlsx", "csv"}},
	{"enterprises", []string{"xlsx", "csv", "geojson"}},
	{"ledgers", []string{"xlsx", "csv"}},
	{"months", []string{"xlsx", "csv"}},
	{"results", []string{"xlsx", "csv"}},
}

func exportShow(c *call) error {
	var all []exportFile
	for _, e := range exports {
		f := exportFile{Title: c.words.Export.Tables[e.what], Hint: c.words.WebPark.Exports[e.what]}
		for _, ending := range e.endings {
			f.Files = append(f.Files, option{"/export/" + e.what + "." + ending, ending})
		}
		all = append(all, f)
	}
	return c.render("export.html", c.words.Web.Nav["export"], all)
}
