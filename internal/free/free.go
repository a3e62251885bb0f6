// Package free says how much room is left on a disk.
package free
