package park

import (
	"fmt"

	"anquan.example/paicha/inspection"
)

// rectify is the enterprise's report that a hazard is removed, with photos that show it. A photo that was shown of the hazard
// proves nothing.
var rectify = Act{
	Name: "rectify", Roles: enterprises, Thing: OnFinding, Offered: toRectify,
	Fields: []Field{{Name: "done", Kind: Text, Required: true}, {Name: "day", Kind: Day, Required: true}, {Name: "photos", Kind: Photos, Heavy: true}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		for _, photo := range s.Photos {
			for _, before := range s.Finding.Photos {
				if before.SHA256 == photo.SHA256 {
					return nil, &Missing{Field: "photos", Err: fmt.Errorf("%s is the photo that was taken of the hazard", photo.Name)}
				}
			}
		}
		report := &inspection.Rectified{Step: s.step(v.get("day")), Done: v.get("done")}
		return append(s.attached(true), report), nil
	},
}
