// Command coredns is CoreDNS with the plugins that a rehearsal's questions and metrics need, of the fifty that its own main has.
package main

import (
	_ "github.com/coredns/coredns/core/dnsserver"
	"github.com/coredns/coredns/coremain"
	_ "github.com/coredns/coredns/plugin/bind"
	_ "github.com/coredns/coredns/plugin/metrics"
	_ "github.com/coredns/coredns/plugin/whoami"
)

func main() { coremain.Run() }
