import { nameForms } from '@slipway/core'
import { type Item, table } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

const { label, letterFirst, subdomain } = nameForms
/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names */
const segments = new Set(['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'])
/** Their names become labels, hosts or parts of DNS names. */
const labelled = new Set([
  'Service',
  'Namespace',
  'Deployment',
  'Rollout',
  'DaemonSet',
  'ReplicaSet',
  'Job',
  'Pod',
  'HorizontalPodAutoscaler',
  'ScaledObject',
  'Application',
])
/** Kubernetes appends 11 characters: in a CronJob's Jobs, in the revision label of a StatefulSet's pods. */
const shorter = table<number>({ CronJob: 52, StatefulSet: 52 })

function problem({ kind, name }: Item): string | undefined {
  if (segments.has(kind))
    return name === '' || name === '.' || name === '..' || /[/%]/.test(name) ? 'a name without / and %' : undefined
  const most = shorter[kind] ?? (labelled.has(kind) ? 63 : 253)
  if (name.length > most) return `at most ${most} characters (this has ${name.length})`
  // Service names are RFC 1035 labels: no digit in front.
  if (kind === 'Service' && !letterFirst.test(name)) return 'small letters, digits and dashes, beginning with a letter'
  const form = most === 253 ? subdomain : label
  return form.test(name)
    ? undefined
    : `small letters, digits${most === 253 ? ', dots' : ''} and dashes, with a letter or digit at both ends`
}

export const objectName: Rule = {
  code: 'object-name',
  guards: 'names are DNS labels with room for what Kubernetes appends to them',
  source:
    'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/; CronJob and StatefulSet pages (52 characters)',
  check: (cluster, report) => {
    for (const item of cluster.items) {
      const want = problem(item)
      if (want !== undefined) report(item, 'metadata.name', want, 'rename it')
    }
    for (const workload of cluster.workloads) {
      for (const container of workload.containers) {
        if (label.test(container.name) && container.name.length <= 63) continue
        report(
          workload.item,
          `${container.at}.name`,
          'a name of at most 63 small letters, digits and dashes',
          'rename it',
        )
      }
    }
  },
}
