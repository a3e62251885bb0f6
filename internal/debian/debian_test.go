package debian

import (
	"os/exec"
	"strings"
	"testing"
)

func TestWhatCannotBeInstalledIsNamed(t *testing.T) {
	if _, err := exec.LookPath("apt-get"); err != nil {
		if err := Install("", "sh"); err == nil {
			t.Error("installed without apt-get")
		}
		return
	}
	err := Install("exit 3", "paicha-no-such-package") // before anything is touched
	if err == nil || !strings.Contains(err.Error(), "paicha-no-such-package") {
		t.Errorf("error %v", err)
	}
}
