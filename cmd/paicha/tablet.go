package main

import (
	"context"
	"errors"

	"anquan.example/paicha/store"
	"anquan.example/paicha/store/tablet"
	"anquan.example/paicha/sync/client"
)

// tabletOf is s as sync sees it.
func tabletOf(s *store.Store) client.Tablet { return tablet.Of(s) }

// Names of what is kept of a park.
const (
	parkPeer    = tablet.Park
	handoutPeer = tablet.Handout
)

// engine is the engine of the park that this home is enrolled at; client.ErrNotEnrolled when it is at none.
func (p *program) engine(s *store.Store, o client.Options) (*client.Engine, error) {
	return client.New(tabletOf(s), parkPeer, o)
}

// offerPhotos has the park get the photos that came to this home past it, if it is enrolled at one.
func (p *program) offerPhotos(t client.Tablet) error {
	e, err := client.New(t, parkPeer, client.Options{Now: p.now})
	if errors.Is(err, client.ErrNotEnrolled) {
		return nil
	}
	if err != nil {
		return err
	}
	return e.Offer()
}

// enrolAt puts the home on a park's list.
func (p *program) enrolAt(ctx context.Context, s *store.Store, invitation string) (*client.Peer, error) {
	return client.Enrol(ctx, tabletOf(s), parkPeer, invitation, appName(), nil)
}
