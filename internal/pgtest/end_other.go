//go:build unix && !linux

package pgtest

import "syscall"

func endWith(*syscall.SysProcAttr, syscall.Signal) {}
