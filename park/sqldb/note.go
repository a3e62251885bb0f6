package sqldb

import (
	"fmt"
	"time"

	"github.com/google/uuid"
)

// Note writes a line into the audit, in the transaction of the change: who changed what. what is a code that pages put into words.
func (t *Tx) Note(at time.Time, who, what, about string) error {
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("note %s: %w", what, err)
	}
	_, err = t.Exec(`INSERT INTO audit (id, at, who, what, about) VALUES ($1, $2, $3, $4, $5)`, id.String(), at.UnixMilli(), who, what, about)
	return err
}
