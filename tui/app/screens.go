package app

import (
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/close"
	"anquan.example/paicha/tui/conflict"
	"anquan.example/paicha/tui/create"
	"anquan.example/paicha/tui/finding"
	"anquan.example/paicha/tui/home"
	"anquan.example/paicha/tui/list"
	"anquan.example/paicha/tui/paper"
	"anquan.example/paicha/tui/park"
	"anquan.example/paicha/tui/scope"
	"anquan.example/paicha/tui/walk"
)

// makers makes the screen of each kind: one line a kind.
var makers = map[tui.Kind]tui.Maker{
	tui.Home:    home.New,
	tui.Create:  create.New,
	tui.Scope:   scope.New,
	tui.Walk:    walk.New,
	tui.Finding: finding.New,
	tui.List:    list.New,
	tui.Close:   close.New,
	tui.Differ:  conflict.New,
	tui.Paper:   paper.New,
	tui.Sync:    park.New,
}
