package assess

// Kind is how an item of a scheme gives points.
type Kind string

// Kinds of items.
const (
	Manual  Kind = "manual"  // a person gives points
	Count   Kind = "count"   // so much for each, up to the maximum
	Rate    Kind = "rate"    // maximum × share
	Penalty Kind = "penalty" // so much off for each
	Bonus   Kind = "bonus"   // beyond the full score
	Veto    Kind = "veto"    // lowers the grade, not the score
	Cap     Kind = "cap"     // no grade above this one
)
