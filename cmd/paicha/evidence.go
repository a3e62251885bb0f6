package main

import (
	"slices"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report"
	"anquan.example/paicha/report/proof"
	"anquan.example/paicha/store"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// proven is the source of a paper with the evidence in it.
func (p *program) proven(s *store.Store, src report.Source, paper report.Paper, findings []string) (report.Source, error) {
	i := src.Inspection
	ids, err := paper.Choose(i, src.Words, findings...)
	if err != nil {
		return src, err
	}
	_, offset := i.Updated().Time().In(p.zone).Zone()
	e := &proof.Evidence{App: appName(), ID: i.ID, Ops: proof.Of(i), Made: proof.Made{
		Paper: paper.Kind, Findings: ids, Lang: string(src.Words.Lang), Offset: offset, Numbers: src.Numbers, Entry: src.Entry, Names: map[string]string{}}}
	if e.Library, err = s.LibraryFile(i.Opened.Revision); err != nil {
		return src, err
	}
	for _, feed := range proof.Feeds(i) {
		if key := s.KeyOf(feed); key != nil {
			e.Keys = append(e.Keys, key)
		}
		if name := src.Names[feed]; name != "" {
			e.Made.Names[feed.String()] = name
		}
	}
	for _, sum := range proof.Photos(i) {
		if !s.HasPhoto(sum) {
			e.Made.Missing = append(e.Made.Missing, sum)
		}
	}
	if peer := p.peer(s); peer != nil {
		e.Park, e.ParkName, e.Receipts = peer.Park.Key, peer.Park.Name, receiptsOf(peer, proof.Feeds(i))
	}
	return e.Source(i, src.Library, src.Photo), nil
}

// receiptsOf is, for each feed, the receipt that goes furthest.
func receiptsOf(peer *client.Peer, feeds []inspection.FeedID) (all []*wire.Signed) {
	for _, feed := range feeds {
		var best *wire.Signed
		var upto uint64
		for _, s := range peer.Receipts {
			r, err := wire.OpenReceipt(peer.Park.Key, s)
			if err != nil {
				continue
			}
			for _, h := range r.Feeds {
				if h.Feed == feed && h.Seq > upto {
					best, upto = s, h.Seq
				}
			}
		}
		if best != nil && !slices.Contains(all, best) {
			all = append(all, best)
		}
	}
	return all
}
