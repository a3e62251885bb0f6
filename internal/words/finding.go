package words

// FindingWords are the words of the editor of one finding.
type FindingWords struct {
	Title string
}

var findingZh = FindingWords{
	Title: "隐患",
}

var findingEn = FindingWords{
	Title: "Finding",
}
