import { k8s } from 'cdk8s-plus-27'
import { platformTeam } from '@slipway/fleet'
import { namespaceMetadata } from '@slipway/manifests'
import type { Component } from './component.ts'

/** Without pods today, so it starts from the strictest level and no network. */
export const namespace: Component = (chart) => {
  new k8s.KubeNamespace(chart, 'namespace', { metadata: namespaceMetadata(platformTeam) })
  new k8s.KubeNetworkPolicy(chart, 'default-deny', {
    metadata: { name: 'default-deny', namespace: platformTeam },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  })
}
