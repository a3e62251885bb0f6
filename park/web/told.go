package web

import (
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// told queues what became of a year for the webhooks that want it.
func (s *Site) told(tx *sqldb.Tx, c review.Change) error {
	page := assessmentPath(c.Year)
	if c.Enterprise != "" {
		page = assessedPath(c.Year, c.Enterprise)
	}
	return s.Hooks.Queue(tx, c.Event, hook.Data{Year: c.Year, Stage: string(c.Stage), EnterpriseID: c.Enterprise, Version: c.Version, Hash: c.Hash, URL: page})
}

// Entered queues a version of an entry of a ledger for the webhooks that want it. It names no reporter.
func (s *Site) Entered(tx *sqldb.Tx, e ledger.Entry) error {
	page, status := ledgerPath(e.Enterprise, e.Kind, e.ID), "kept"
	if e.Kind == ledger.Month || e.Kind == ledger.Review {
		page = monthPath(e.Enterprise, e.Year)
	}
	switch {
	case e.Struck != "":
		status = "struck"
	case e.Handed:
		status = "handed-in"
	}
	return s.Hooks.Queue(tx, ledger.EventSaved, hook.Data{Year: e.Year, EnterpriseID: e.Enterprise, Ledger: string(e.Kind), Entry: e.ID, Version: e.Version, Status: status, URL: page})
}

// Reviews is the yearly assessments as the pages have them.
func (s *Site) Reviews() *review.Reviews { return s.reviews }
