import { at, type Item, list, text, texts, type Workload } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import type { RuleContext } from '../../engine/rule-context.ts'
import { mostPods } from '../../objects/most-pods.ts'

const manyNodes = ['ReadWriteMany', 'ReadOnlyMany']
const isShared = (claim: Item): boolean => texts(claim.spec.accessModes).some((mode) => manyNodes.includes(mode))

/** Whether two of its pods may run at once, be it for the moment of an update. */
function hasTwoPods(cluster: RuleContext, workload: Workload): boolean {
  const { kind, spec } = workload.item
  if (kind === 'Pod') return false
  if (kind === 'Job') return Number(spec.parallelism ?? 1) > 1
  // A run that is replaced lets go of the volume.
  if (kind === 'CronJob') return (text(spec.concurrencyPolicy) ?? 'Allow') === 'Allow'
  if (kind === 'StatefulSet') return (mostPods(cluster, workload) ?? 2) > 1
  if (kind !== 'Deployment') return true
  const surge = at(spec, 'strategy', 'rollingUpdate', 'maxSurge')
  const isOneAtATime = at(spec, 'strategy', 'type') === 'Recreate' || surge === 0 || surge === '0%'
  return !isOneAtATime || (mostPods(cluster, workload) ?? 2) > 1
}

const claimsOf = ({ pod, podAt }: Workload) =>
  list(pod.volumes).flatMap((volume, i) => {
    const name = text(at(volume, 'persistentVolumeClaim', 'claimName'))
    return name === undefined ? [] : [{ name, where: `${podAt}.volumes[${i}].persistentVolumeClaim.claimName` }]
  })

export const claimAccess: Rule = {
  code: 'claim-access',
  guards:
    'a volume of one node is mounted by one pod at a time, and none of many nodes is asked of a disk: pods would wait for ever',
  source:
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes; https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/faq.md',
  check: (cluster, report) => {
    for (const claim of cluster.kind('PersistentVolumeClaim')) {
      const name = text(claim.spec.storageClassName)
      const storage = name === undefined ? undefined : cluster.find('StorageClass', '', name)
      const isDisk = name === undefined || text(at(storage?.object, 'provisioner')) === 'ebs.csi.aws.com'
      if (isShared(claim) && isDisk)
        report(
          claim,
          'spec.accessModes',
          'ReadWriteOnce: a disk of EBS is on one machine at a time',
          'share objects by `needs: { bucket }` in app.ts, or let one app of the kind stateful serve the files',
        )
    }
    for (const workload of cluster.workloads) {
      const { item } = workload
      for (const { name, where } of claimsOf(workload)) {
        const claim = cluster.find('PersistentVolumeClaim', item.namespace, name)
        if (claim === undefined || isShared(claim)) continue
        const others = cluster
          .workloadsIn(item.namespace)
          .filter((other) => other.item.name !== item.name && claimsOf(other).some((one) => one.name === name))
        const [other] = others
        if (other === undefined && !hasTwoPods(cluster, workload)) continue
        report(
          item,
          where,
          other === undefined
            ? 'a volume of its own for each pod: two pods on two machines cannot mount it'
            : `a volume that ${other.item.kind} ${other.item.name} does not mount, too`,
          "write kind: 'stateful' with `volumes` in app.ts, or share objects by `needs: { bucket }`",
        )
      }
    }
  },
}
