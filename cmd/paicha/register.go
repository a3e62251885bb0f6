package main

import (
	"slices"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/store"
	"anquan.example/paicha/sync/wire"
)

// enterprises is those of the park's register, as it has them, then those that were met and are not on it. One that was met
// under another id and has the register's code is the register's.
func enterprises(s *store.Store) ([]inspection.Enterprise, error) {
	met, err := s.Enterprises()
	if err != nil {
		return nil, err
	}
	data, err := s.Peer(handoutPeer + wire.Register)
	if err != nil {
		return nil, err
	}
	var register wire.Enterprises
	if data != nil && wire.Decode(data, &register) != nil {
		return met, nil // it was readable when it was kept: the doctor says what became of it
	}
	ids, codes := map[string]bool{}, map[string]bool{}
	for _, e := range register.All {
		ids[e.ID] = true
		codes[e.Code] = true
	}
	for _, e := range met {
		if !ids[e.ID] && (e.Code == "" || !codes[e.Code]) {
			register.All = append(register.All, e)
		}
	}
	return slices.Clip(register.All), nil
}
