import { type Item, isEmpty, list, texts, type Workload } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { selecting, selectorOf } from './selecting.ts'

/**
 * Its own, else the namespace's, else the mesh's (https://istio.io/latest/docs/reference/config/networking/sidecar/).
 */
function sidecarOf(cluster: RuleContext, pods: Workload): Item | undefined {
  const all = selecting(cluster, 'Sidecar', pods)
  const isWide = (sidecar: Item) => isEmpty(selectorOf(sidecar))
  return all.find((s) => !isWide(s)) ?? all.find(isWide) ?? cluster.kindIn('Sidecar', 'istio-system').find(isWide)
}

export const egressOf = (
  sidecar: Item,
): readonly { readonly namespace: string; readonly host: string; readonly at: string }[] =>
  list(sidecar.spec.egress).flatMap((listener, i) =>
    texts(listener.hosts).map((entry, j) => {
      const [namespace = '', host = ''] = entry.split('/')
      return { namespace: namespace === '.' ? sidecar.namespace : namespace, host, at: `spec.egress[${i}].hosts[${j}]` }
    }),
  )

/** Without a Sidecar a proxy knows all hosts. */
export function knowsHost(cluster: RuleContext, pods: Workload, host: string, namespace: string): boolean {
  const sidecar = sidecarOf(cluster, pods)
  if (sidecar === undefined || sidecar.spec.egress === undefined) return true
  return egressOf(sidecar).some(
    (e) =>
      (e.namespace === '*' || e.namespace === namespace) &&
      (e.host === '*' || e.host === host || (e.host.startsWith('*.') && host.endsWith(e.host.slice(1)))),
  )
}
