// Package powerdisk is a disk whose power can be cut, for tests and benches on Linux as root: an ext4 file system on a loop
// device on a file that a child process serves through FUSE. What is written waits in the child's memory until it is
// flushed; a cut ends the child, and what was not flushed is lost, or reaches the platter in part and out of order.
package powerdisk

import "errors"

// ErrMissing says that the machine lacks what a disk needs; its text names what.
var ErrMissing = errors.New("no virtual disk can be made here")

// childVar tells a child process to serve; its value is served (JSON).
const childVar = "PAICHA_POWERDISK"
