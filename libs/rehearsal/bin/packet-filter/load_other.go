//go:build !linux

package main

import (
	"errors"
	"io"
)

func load(io.Reader) error {
	return errors.New("nftables is Linux's: there is none here")
}
