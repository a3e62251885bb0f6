package inspection

// Unit is a thing met on the walk that criteria are asked per: a dust collector, a tank.
type Unit struct {
	ID   string `cbor:"unit" json:"id"`   // UUIDv7
	Kind string `cbor:"kind" json:"kind"` // checklist.UnitKind.ID
	Name string `cbor:"name" json:"name"` // as the plant calls it: 1号布袋除尘器
}

// UnitAdded adds a unit, or, said again with the same id, renames it.
type UnitAdded struct {
	ID string `cbor:"inspection"`
	Unit
}

// Kind is "unit-added".
func (*UnitAdded) Kind() string { return "unit-added" }
func (u *UnitAdded) of() string { return u.ID }

func (u *UnitAdded) check() error {
	return first(id("inspection", u.ID), id("unit", u.Unit.ID), line("unit kind", u.Unit.Kind), line("unit name", u.Name))
}

func (u *UnitAdded) apply(i *Inspection, _ Op) {
	for n := range i.Units {
		if i.Units[n].ID == u.Unit.ID {
			i.Units[n] = u.Unit
			return
		}
	}
	i.Units = append(i.Units, u.Unit)
}
