package words

// AnnualWords are the words of the year's facts and of parkd assess.
type AnnualWords struct {
	InTime string // "%s": day that a finding was reported as removed, by its day
}

var annualZh = AnnualWords{
	InTime: "%s 按期报整改，等复查",
}

var annualEn = AnnualWords{
	InTime: "reported in time, %s; to be re-checked",
}
