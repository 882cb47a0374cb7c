import { appName, show } from '@slipway/core'
import { text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const releaseRejected: Rule = {
  code: 'release-rejected',
  guards: 'no rejected digest comes to a cluster that did not run it when it was rejected',
  source: 'DESIGN 7; apps/<app>/releases/rejected.json',
  check: (cluster, report) => {
    for (const { item, containers } of cluster.workloads) {
      const rejected = cluster.rejected.get(appName(item.app))
      if (rejected === undefined) continue
      for (const { spec: container, at } of containers) {
        const digest = text(container.image)?.split('@')[1] ?? ''
        const why = Object.hasOwn(rejected, digest) ? rejected[digest] : undefined
        if (why === undefined || why.running.includes(cluster.name)) continue
        const hint = `npm run release -- rollback ${item.app} ${cluster.name} --reason "rejected", or release another image`
        report(
          item,
          `${at}.image`,
          'a release that nobody rejected',
          hint,
          `${show(digest)}, which is rejected: ${why.reason}`,
        )
      }
    }
  },
}
