// Package paicha carries the criteria into the programs: go:embed cannot reach upwards, hence a file at the root.
package paicha

import _ "embed"

// Checklists is checklists.yaml, the criteria of all sectors.
//
//go:embed checklists.yaml
var Checklists []byte
