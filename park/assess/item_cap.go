package assess

// Cap is an item that allows no grade above one when one of its parts is met. It works as a veto does; people call it otherwise.
const Cap Kind = "cap"

var capKind = itemKind{kind: Cap, keys: []string{"parts", "to"}, must: []string{"parts", "to"}, line: (*year).lower}
