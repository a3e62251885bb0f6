package server

import (
	"time"

	"anquan.example/paicha/sync/wire"
)

// Take takes one run in, as an exchange does with each.
func Take(tx Tx, via wire.FeedID, now time.Time, run wire.Run) ([]wire.Result, error) {
	return (&intake{tx: tx, via: via, now: now}).take(unpack([]wire.Run{run})[0])
}

// MaxPieces is maxPieces.
const MaxPieces = maxPieces
