package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"

	"github.com/google/nftables"
	"github.com/google/nftables/binaryutil"
	"github.com/google/nftables/expr"
	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"
)

type rule struct {
	// Ranges of addresses; without any it allows nothing.
	Peers []netip.Prefix `json:"peers"`
	// Without these.
	Except []netip.Prefix `json:"except"`
	// An IP protocol's number; 0 means all.
	Protocol uint8 `json:"protocol"`
	// Destination ports, both included; only with a protocol, and without `Until` all of them.
	From  uint16 `json:"from"`
	Until uint16 `json:"until"`
}

type pod struct {
	Address netip.Addr `json:"address"`
	// What it may send, and what it may get; null means everything.
	Egress  *[]rule `json:"egress"`
	Ingress *[]rule `json:"ingress"`
}

type ruleset struct {
	Pods []pod `json:"pods"`
	// Machines reach their pods always: the kubelet probes them.
	Nodes []netip.Addr `json:"nodes"`
}

// Where IPv4 has its addresses.
const (
	source      = 12
	destination = 16
)

var accept = &expr.Verdict{Kind: expr.VerdictAccept}

// Refuses at once and in a way that nothing else does (EHOSTUNREACH, "administratively prohibited"); a cluster's network drops.
var refuse = &expr.Reject{Type: unix.NFT_REJECT_ICMP_UNREACH, Code: 13}

func compare(op expr.CmpOp, data []byte) *expr.Cmp {
	return &expr.Cmp{Op: op, Register: 1, Data: data}
}

func within(offset uint32, prefix netip.Prefix, op expr.CmpOp) []expr.Any {
	address := prefix.Masked().Addr().As4()
	mask := make([]byte, 4)
	for bit := range prefix.Bits() {
		mask[bit/8] |= 0x80 >> (bit % 8)
	}
	return []expr.Any{
		&expr.Payload{DestRegister: 1, Base: expr.PayloadBaseNetworkHeader, Offset: offset, Len: 4},
		&expr.Bitwise{SourceRegister: 1, DestRegister: 1, Len: 4, Mask: mask, Xor: make([]byte, 4)},
		compare(op, address[:]),
	}
}

func is(offset uint32, address netip.Addr) []expr.Any {
	return within(offset, netip.PrefixFrom(address, 32), expr.CmpOpEq)
}

// One rule of nftables for each range of addresses.
func (r rule) expressions(peer uint32) [][]expr.Any {
	var common []expr.Any
	for _, except := range r.Except {
		common = append(common, within(peer, except, expr.CmpOpNeq)...)
	}
	if r.Protocol != 0 {
		common = append(common, &expr.Meta{Key: expr.MetaKeyL4PROTO, Register: 1}, compare(expr.CmpOpEq, []byte{r.Protocol}))
		if r.Until != 0 {
			common = append(common,
				&expr.Payload{DestRegister: 1, Base: expr.PayloadBaseTransportHeader, Offset: 2, Len: 2},
				compare(expr.CmpOpGte, binaryutil.BigEndian.PutUint16(r.From)),
				compare(expr.CmpOpLte, binaryutil.BigEndian.PutUint16(r.Until)))
		}
	}
	var each [][]expr.Any
	for _, prefix := range r.Peers {
		each = append(each, append(append(within(peer, prefix, expr.CmpOpEq), common...), accept))
	}
	return each
}

// Fills a chain of one pod and leads its packets there.
func direct(conn *nftables.Conn, base *nftables.Chain, address netip.Addr, rules []rule, own, peer uint32) {
	chain := conn.AddChain(&nftables.Chain{Name: fmt.Sprintf("%s-%s", base.Name, address), Table: base.Table})
	add := func(chain *nftables.Chain, expressions []expr.Any) {
		conn.AddRule(&nftables.Rule{Table: chain.Table, Chain: chain, Exprs: expressions})
	}
	// A pod reaches itself, whatever its policies say.
	add(chain, append(is(peer, address), accept))
	for _, rule := range rules {
		for _, expressions := range rule.expressions(peer) {
			add(chain, expressions)
		}
	}
	add(chain, []expr.Any{refuse})
	add(base, append(is(own, address), &expr.Verdict{Kind: expr.VerdictJump, Chain: chain.Name}))
}

// One message for each rule, and two answers to it. Beyond the system's limit only root gets that much; others get what it allows.
func roomy(conn *netlink.Conn) error {
	const bytes = 16 << 20
	return errors.Join(conn.SetReadBuffer(bytes), conn.SetWriteBuffer(bytes))
}

func load(in io.Reader) error {
	input, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	var wanted ruleset
	decoder := json.NewDecoder(bytes.NewReader(input))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&wanted); err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	conn, err := nftables.New(nftables.WithSockOptions(roomy))
	if err != nil {
		return err
	}
	table := &nftables.Table{Name: "slipway", Family: nftables.TableFamilyIPv4}
	// What is not there cannot be deleted: made, deleted and made again in one transaction.
	conn.AddTable(table)
	conn.DelTable(table)
	conn.AddTable(table)
	base := func(name string, hook *nftables.ChainHook) *nftables.Chain {
		chain := conn.AddChain(&nftables.Chain{
			Name: name, Table: table, Type: nftables.ChainTypeFilter, Hooknum: hook, Priority: nftables.ChainPriorityFilter,
		})
		// Answers to what was let through.
		known := binaryutil.NativeEndian.PutUint32(expr.CtStateBitESTABLISHED | expr.CtStateBitRELATED)
		conn.AddRule(&nftables.Rule{Table: table, Chain: chain, Exprs: []expr.Any{
			&expr.Ct{Key: expr.CtKeySTATE, Register: 1},
			&expr.Bitwise{SourceRegister: 1, DestRegister: 1, Len: 4, Mask: known, Xor: make([]byte, 4)},
			compare(expr.CmpOpNeq, make([]byte, 4)),
			accept,
		}})
		return chain
	}
	egress, ingress := base("egress", nftables.ChainHookOutput), base("ingress", nftables.ChainHookInput)
	for _, node := range wanted.Nodes {
		conn.AddRule(&nftables.Rule{Table: table, Chain: ingress, Exprs: append(is(source, node), accept)})
	}
	for _, pod := range wanted.Pods {
		if pod.Egress != nil {
			direct(conn, egress, pod.Address, *pod.Egress, source, destination)
		}
		if pod.Ingress != nil {
			direct(conn, ingress, pod.Address, *pod.Ingress, destination, source)
		}
	}
	// The kernel takes all or nothing. Its answers may not fit where only root may enlarge their buffer, so it is asked for a mark.
	mark := conn.AddChain(&nftables.Chain{Name: fmt.Sprintf("loaded-%x", sha256.Sum256(input))[:32], Table: table})
	if err := conn.Flush(); err != nil && !errors.Is(err, unix.ENOBUFS) {
		return err
	}
	if _, err := conn.ListChain(table, mark.Name); err != nil {
		return fmt.Errorf("nftables did not take the rules: %w", err)
	}
	return nil
}
