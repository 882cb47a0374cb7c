import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import type { INamespace } from 'kubernetes-models/v1'
import { platformTeam } from '@slipway/fleet'
import { place, type Component } from '../component.ts'

const levels = ['enforce', 'audit', 'warn'].flatMap((mode) => [
  [`pod-security.kubernetes.io/${mode}`, 'restricted'],
  [`pod-security.kubernetes.io/${mode}-version`, 'latest'],
])

/**
 * The namespace of what the cluster itself needs. It holds no pods today (add-ons have their own), so whatever comes in starts from the
 * strictest level and from no network.
 */
export const namespace: Component = ({ cluster }) => {
  const home: INamespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: platformTeam,
      labels: Object.fromEntries(levels) as Record<string, string>,
      // With the Namespace every host's routes would go. That takes two people and a kubectl.
      annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
    },
  }
  const deny: INetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace: platformTeam },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  }
  return [place(cluster, 'namespace', home), place(cluster, 'namespace', deny)]
}
