package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// printer is a command that prints a file, in the order in which they are looked for.
type printer struct {
	goos string // "" any but Windows
	name string
	args []string // before the file
	env  bool     // the file goes by PAICHA_PRINT: nothing in its name is read as a command
}

// printers: CUPS's own, then Android's share sheet, which has a printer in it; on Windows what the system prints PDFs with.
var printers = []printer{
	{goos: "windows", name: "powershell", args: []string{"-NoProfile", "-Command", "Start-Process -Verb Print -FilePath $env:PAICHA_PRINT"}, env: true},
	{name: "lp"},
	{name: "lpr"},
	{name: "termux-share"},
}

// printFile hands a file to the first printer command that this machine has; without one it says what to do.
func (p *program) printFile(file string) error {
	file, err := filepath.Abs(file) // no name is taken for an option
	if err != nil {
		return err
	}
	for _, x := range printers {
		if (x.goos == "windows") != (runtime.GOOS == "windows") {
			continue
		}
		path, err := exec.LookPath(x.name)
		if err != nil {
			continue
		}
		args := x.args
		if !x.env {
			args = append(append([]string{}, x.args...), file)
		}
		cmd := exec.Command(path, args...)
		cmd.Env = append(os.Environ(), "PAICHA_PRINT="+file)
		if said, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf(p.w.Papers.PrintFailed, x.name, plain(strings.TrimSpace(string(said)+" "+err.Error()))+" ("+file+")")
		}
		return nil
	}
	return fmt.Errorf(p.w.Papers.NoPrinter, file)
}
