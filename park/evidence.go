package park

import (
	"context"
	"errors"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/report/proof"
	"anquan.example/paicha/sync/wire"
)

// Evidence is an inspection with what a paper of it carries so that it can be verified without us (P8): made says how the paper of it is made. It
// is nil where the park does not have the criteria: then nothing could be judged again.
func (p *Park) Evidence(ctx context.Context, who account.Person, id string, made func(*inspection.Inspection) (proof.Made, error)) (*inspection.Inspection, *proof.Evidence, error) {
	at := p.Now()
	if err := p.CatchUp(ctx); err != nil { // all that had arrived until then is in what is loaded now
		return nil, nil, err
	}
	i, err := p.Inspection(ctx, who, id)
	if err != nil {
		return nil, nil, err
	}
	how, err := made(i)
	if err != nil {
		return nil, nil, err
	}
	criteria, err := p.Criteria(i.Opened.Revision)
	if errors.Is(err, ErrCriteria) {
		return i, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	about := p.Sync.About()
	e := &proof.Evidence{Made: how, ID: i.ID, Ops: proof.Of(i), Library: criteria.File, Park: about.Key, ParkName: about.Name}
	err = p.DB.Read(ctx, func(tx *sqldb.Tx) error {
		e.Keys, e.Made.Missing = nil, nil
		for _, feed := range proof.Feeds(i) {
			d, err := tx.Device(feed)
			if err != nil {
				return err
			}
			if d != nil {
				e.Keys = append(e.Keys, d.Key)
			}
		}
		for _, sum := range proof.Photos(i) {
			parsed, err := wire.ParseSum(sum)
			if err != nil {
				return err
			}
			row, err := tx.Photo(parsed)
			if err != nil {
				return err
			}
			if row == nil {
				e.Made.Missing = append(e.Made.Missing, sum)
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	e.Vouch = p.Sync.Vouch(i.ID, at, proof.Hashes(i), e.Made.Sum())
	return i, e, nil
}
