package pgtest

import "syscall"

func endWith(a *syscall.SysProcAttr, signal syscall.Signal) { a.Pdeathsig = signal }
