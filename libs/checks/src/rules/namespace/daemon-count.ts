import { daemonsOf } from '@slipway/model'
import type { Rule } from '../../engine/rule.ts'

export const daemonCount: Rule = {
  code: 'daemon-count',
  guards: 'a team has no more daemons in a cluster than the fleet gives it: every node is larger by all of them',
  source: 'https://karpenter.sh/docs/concepts/scheduling/ (daemons are added to each new node, whatever a quota says)',
  check: (index, report) => {
    for (const item of index.kind('DaemonSet')) {
      const team = index.fleet.teams.get(item.namespace as never)
      if (team === undefined) continue
      const most = daemonsOf(team)
      const { length } = index.kindIn('DaemonSet', item.namespace)
      if (length <= most) continue
      report(
        item,
        'kind',
        `${most} daemons of the team ${item.namespace} at most in a cluster`,
        `make it a worker, or have the platform raise teams.${item.namespace}.may.daemon.count in fleet/fleet.ts`,
        `one of ${length}`,
      )
    }
  },
}
