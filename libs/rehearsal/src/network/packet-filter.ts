import { writeFileSync } from 'node:fs'
import { exec } from '@slipway/cli/exec'
import type { Kind, Kube } from '../cluster/kube.ts'
import { kinds } from '../cluster/live.ts'
import { need } from '../programs/needed.ts'
import { rulesOf, type Ruleset } from './packet-rules.ts'

interface PacketFilter {
  /** Waits until the kernel enforces the API server's policies. @throws when nftables refused it */
  settled(): Promise<Ruleset>
  stop(): void
}

const followed = {
  policies: kinds.networkPolicy,
  pods: kinds.pod,
  namespaces: kinds.namespace,
} as const satisfies Record<string, Kind>

/**
 * Refusals are ICMP, of which a kernel sends 50 at once; older ones have one limit for all namespaces, and it stays.
 */
function answerAll(): void {
  for (const limit of ['icmp_msgs_burst', 'icmp_msgs_per_sec'])
    try {
      writeFileSync(`/proc/sys/net/ipv4/${limit}`, '1000000')
    } catch {
      // Refused packets are sent again, which takes seconds and changes no result.
    }
}

/**
 * Enforces the cluster's NetworkPolicies in this network namespace, by pod address. Each change of a policy, a pod or a
 * namespace replaces all rules at once.
 */
export function startPacketFilter(kube: Kube): PacketFilter {
  answerAll()
  let stopped = false
  let last = ''
  let turn: Promise<unknown> = Promise.resolve()
  const load = async (): Promise<Ruleset> => {
    const [policies, pods, namespaces] = await Promise.all([
      kube.list(followed.policies),
      kube.list(followed.pods),
      kube.list(followed.namespaces),
    ])
    const ruleset = rulesOf(policies, pods, namespaces)
    const input = JSON.stringify(ruleset)
    if (input === last || stopped) return ruleset
    const { code, stderr } = await exec(need('packet-filter'), [], { input })
    if (code !== 0) throw new Error(`packet-filter: ${stderr.trim()}`)
    last = input
    return ruleset
  }
  // One after the other: an older list must not replace a newer one.
  const next = (): Promise<Ruleset> => {
    const loaded = turn.then(load)
    turn = loaded.catch(() => undefined)
    return loaded
  }
  let waiting = false
  const changed = () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      if (!stopped) next().catch(() => undefined)
    }, 100).unref()
  }
  const stops = Object.values(followed).map((kind) => kube.watch(kind, changed))
  return {
    settled: next,
    stop: () => {
      stopped = true
      for (const stop of stops) stop()
    },
  }
}
