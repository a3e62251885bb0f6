package inspection

import "fmt"

// FeedNamed says who holds the device: a name, in what quality, and what the device is called. The last one counts. Inspection is empty
// for the feed as a whole; told in an inspection, its operations are enough to know who wrote there.
type FeedNamed struct {
	ID     string `cbor:"inspection,omitempty"`
	Name   string `cbor:"name"`
	Role   string `cbor:"role,omitempty"`   // expert, lead, enterprise, park
	Device string `cbor:"device,omitempty"` // as people call it
}

// Kind is "feed-named".
func (*FeedNamed) Kind() string { return "feed-named" }
func (f *FeedNamed) of() string { return f.ID }

func (f *FeedNamed) check() error {
	if f.ID != "" {
		if err := id("inspection", f.ID); err != nil {
			return err
		}
	}
	if f.Role != "" {
		if err := oneOf("role", f.Role, "expert", "lead", "enterprise", "park"); err != nil {
			return fmt.Errorf("%w", err)
		}
	}
	return first(line("name", f.Name), text("device", f.Device))
}

func (f *FeedNamed) apply(i *Inspection, op Op) { i.Names[op.Feed] = *f }
