// Command packet-filter loads what NetworkPolicies allow into nftables, in the network namespace in which it is started.
//
// It reads one JSON object from standard input, replaces the table "slipway" by it in one transaction and ends. Without the option it needs
// CAP_NET_ADMIN. A program and not `nft`: that one is no part of most machines, and cannot be pinned. `--version` answers everywhere.
package main

import (
	"fmt"
	"os"
)

// Of github.com/google/nftables; the linker sets it.
var version = "unknown"

func main() {
	if len(os.Args) > 1 && os.Args[1] == "--version" {
		fmt.Println("packet-filter " + version)
		return
	}
	if err := load(os.Stdin); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
