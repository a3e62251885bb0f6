package project

import (
	"fmt"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
)

// Libraries gives the sector of a criterion; "" when no library at hand has it.
type Libraries func(criterion string) (sector string)

// Sectors is the Libraries of one library. Ids of criteria are for ever, so a later library knows them too.
func Sectors(lib *checklist.Library) Libraries {
	of := map[string]string{}
	for _, s := range lib.Sectors {
		for _, e := range s.Editions {
			for _, c := range e.Criteria {
				of[c.ID] = s.ID
			}
		}
	}
	return func(criterion string) string { return of[criterion] }
}

// Embedded is the Sectors of the library that the program carries.
func Embedded() (Libraries, error) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		return nil, fmt.Errorf("the criteria that the program carries: %w", err)
	}
	return Sectors(lib), nil
}
