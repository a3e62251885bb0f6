package checklist

// Tri is a truth value that may be unknown (Kleene). No < Unknown < Yes, so "all" is the least and "any" the greatest.
type Tri int8

// Truth values.
const (
	No      Tri = -1
	Unknown Tri = 0
	Yes     Tri = 1
)

// String is yes, no or unknown, as in Step.Held.
func (t Tri) String() string {
	switch {
	case t > 0:
		return "yes"
	case t < 0:
		return "no"
	}
	return "unknown"
}

func truth(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

// atLeast is whether k of n parts hold, given how many are known to and how many are not known.
func atLeast(k, yes, unknown int) Tri {
	switch {
	case yes >= k:
		return Yes
	case yes+unknown >= k:
		return Unknown
	}
	return No
}
