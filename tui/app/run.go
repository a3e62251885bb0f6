package app

import (
	"context"
	"errors"
	"io"

	tea "charm.land/bubbletea/v2"
)

// fps is how often the screen is compared with what it should show: 30 keeps a resting tablet at half a percent of a core.
const fps = 30

// Run runs the program on a terminal until it quits or ctx ends (SIGTERM: the terminal is restored and it is no
// error). A panic restores the terminal too.
func Run(ctx context.Context, o Options, in io.Reader, out io.Writer) error {
	p := tea.NewProgram(New(o), tea.WithContext(ctx), tea.WithFPS(fps), tea.WithInput(in), tea.WithOutput(out))
	_, err := p.Run()
	if errors.Is(err, tea.ErrInterrupted) || ctx.Err() != nil && errors.Is(err, tea.ErrProgramKilled) {
		return nil
	}
	return err
}
