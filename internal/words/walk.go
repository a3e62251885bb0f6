package words

// WalkWords are the words of the walk through the criteria.
type WalkWords struct {
	Title string
}

var walkZh = WalkWords{
	Title: "走查",
}

var walkEn = WalkWords{
	Title: "Walk",
}
