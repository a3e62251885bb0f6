package powerdisk

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Disk is a disk. Its power is on after New and On.
type Disk struct {
	Dir string // where its file system is mounted

	served served
	child  *exec.Cmd
	orders io.WriteCloser
	loop   string
}

// New makes a disk of size bytes with an ext4 file system in folder. Each flush takes delay longer. The error is ErrMissing
// where the machine does not allow it.
func New(folder string, size int64, delay time.Duration) (*Disk, error) {
	if os.Geteuid() != 0 {
		return nil, fmt.Errorf("%w: not root", ErrMissing)
	}
	for _, node := range []string{"/dev/fuse", "/dev/loop-control"} {
		if _, err := os.Stat(node); err != nil {
			return nil, fmt.Errorf("%w: %s", ErrMissing, node)
		}
	}
	for _, tool := range []string{"losetup", "mkfs.ext4", "mount", "umount"} {
		if _, err := exec.LookPath(tool); err != nil {
			return nil, fmt.Errorf("%w: %s", ErrMissing, tool)
		}
	}
	d := &Disk{Dir: filepath.Join(folder, "disk"), served: served{Mount: filepath.Join(folder, "fuse"), Back: filepath.Join(folder, "platter"), Size: size, Delay: delay}}
	for _, dir := range []string{d.Dir, d.served.Mount} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	f, err := os.Create(d.served.Back)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(f.Truncate(size), f.Close(), run("mkfs.ext4", "-q", "-F", "-m", "0", d.served.Back)); err != nil {
		return nil, err
	}
	return d, d.On()
}

// On starts the child, and mounts the file system, which replays its journal.
func (d *Disk) On() (err error) {
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	order, err := json.Marshal(d.served)
	if err != nil {
		return err
	}
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	d.child = exec.Command(exe)
	d.child.Env = append(os.Environ(), childVar+"="+string(order))
	d.child.Stderr = os.Stderr
	says, err := d.child.StdoutPipe()
	if err != nil {
		return err
	}
	if d.orders, err = d.child.StdinPipe(); err != nil {
		return err
	}
	if err := d.child.Start(); err != nil {
		d.child = nil
		return err
	}
	if line, err := bufio.NewReader(says).ReadString('\n'); err != nil || line != "ready\n" {
		return fmt.Errorf("%w: the child did not mount FUSE: %w", ErrMissing, err)
	}
	out, err := exec.Command("losetup", "--find", "--show", filepath.Join(d.served.Mount, imageName)).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: losetup: %s", ErrMissing, out)
	}
	d.loop = strings.TrimSpace(string(out))
	return run("mount", "-t", "ext4", d.loop, d.Dir)
}

// Cut takes the power away. Torn: some of what was not flushed reaches the platter, in sectors and out of order, as seed
// has it. The file system is gone until On.
func (d *Disk) Cut(torn bool, seed uint64) error {
	if _, err := fmt.Fprintf(d.orders, "cut %t %d\n", torn, seed); err != nil {
		return err
	}
	_ = d.child.Wait() // it ended badly, as it should
	d.child = nil
	return d.off()
}

// Close takes the disk away; its files stay.
func (d *Disk) Close() error {
	err := d.off()
	if d.child != nil {
		_ = d.orders.Close() // it ends by itself then
		_ = d.child.Wait()
		d.child = nil
	}
	return err
}

// off unmounts what is mounted. After a cut nothing can be written any more, so the tools complain and are not heard.
func (d *Disk) off() error {
	_ = run("umount", d.Dir)
	if mounted(d.Dir) {
		_ = run("umount", "-l", d.Dir)
	}
	if d.loop != "" {
		_ = run("losetup", "-d", d.loop)
		d.loop = ""
	}
	if d.child == nil {
		_ = run("umount", "-l", d.served.Mount)
	}
	if mounted(d.Dir) {
		return fmt.Errorf("%s is still mounted", d.Dir)
	}
	return nil
}

func mounted(dir string) bool {
	data, err := os.ReadFile("/proc/mounts")
	return err == nil && strings.Contains(string(data), " "+dir+" ")
}

func run(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, out)
	}
	return nil
}
