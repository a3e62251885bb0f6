package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// rest measures what a park's server has in memory while nobody asks for anything: a made-up park on SQLite, its pages read once.
func rest(dir string) error {
	bin := filepath.Join(dir, "parkd")
	if out, err := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", bin, "./cmd/parkd").CombinedOutput(); err != nil {
		return fmt.Errorf("build parkd: %w: %s", err, out)
	}
	home := filepath.Join(dir, "park")
	if out, err := exec.Command(bin, "--home", home, "demo", "--no-photos").CombinedOutput(); err != nil {
		return fmt.Errorf("parkd demo: %w: %s", err, out)
	}
	cmd := exec.Command(bin, "--home", home, "serve", "--http", "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return err
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // says that it was killed
	}()
	url, err := announced(out)
	if err != nil {
		return err
	}
	for _, page := range []string{"/healthz", "/login", "/"} {
		resp, err := http.Get(url + page)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, resp.Body)
		if err := errors.Join(err, resp.Body.Close()); err != nil {
			return err
		}
	}
	all, anonymous, files, err := resident(cmd.Process.Pid)
	if err != nil || all == 0 {
		return err // this system does not say
	}
	fmt.Printf("  %-52s %10.2f MB\n  %-52s %10.2f MB       the system takes them back when it needs the room\n",
		"of its own (RssAnon)", mb(anonymous), "pages of the program and the database (RssFile)", mb(files))
	goal("resident size at rest (VmRSS, both together)", mb(all), "MB", "<= 60", all <= 60<<20)
	return nil
}

func mb(bytes int64) float64 { return float64(bytes) / (1 << 20) }

// announced waits until a parkd says where it is.
func announced(out io.Reader) (url string, err error) {
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if url = regexp.MustCompile(`https?://\S+`).FindString(lines.Text()); url != "" {
			go func() { _, _ = io.Copy(io.Discard, out) }() // what it says later
			return url, nil
		}
	}
	return "", fmt.Errorf("parkd does not serve: %w", lines.Err())
}

// resident is a process's memory as the system counts it now; 0 where there is no /proc.
func resident(pid int) (all, anonymous, files int64, err error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if errors.Is(err, os.ErrNotExist) {
		return 0, 0, 0, nil
	}
	for line := range strings.Lines(string(data)) {
		name, kb := "", int64(0)
		if n, _ := fmt.Sscanf(line, "%s %d kB", &name, &kb); n < 2 {
			continue
		}
		switch name {
		case "VmRSS:":
			all = kb << 10
		case "RssAnon:":
			anonymous = kb << 10
		case "RssFile:":
			files = kb << 10
		}
	}
	return all, anonymous, files, err
}
