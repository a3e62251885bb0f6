package server_test

import (
	"testing"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/server/ledgertest"
)

func TestMemory(t *testing.T) {
	ledgertest.Run(t, func(*testing.T) server.Ledger { return server.NewMemory() }, nil)
}
