package project

import "anquan.example/paicha/checklist"

// Sectors names the sector of a criterion by a library. Ids of criteria are for ever, so a later library knows them too.
func Sectors(lib *checklist.Library) SectorOf {
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
