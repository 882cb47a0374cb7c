import type { Construct } from 'constructs'
import { k8s } from 'cdk8s-plus-27'
import type { Cluster } from '@slipway/fleet'
import { ackHealthSettings, applicationHealth, argoNamespace } from '@slipway/platform'

/**
 * Settings of the EKS Capability. It reads `argocd-cm` with this label, of it only keys of this form, and ignores all
 * others in silence (https://docs.aws.amazon.com/eks/latest/userguide/argocd-configure-settings.html), so the type has
 * no other.
 */
type ManagedSettings = Readonly<Record<`resource.customizations.health.${string}_${string}`, string>>

const settings = ({ needs }: Cluster): ManagedSettings => ({
  'resource.customizations.health.argoproj.io_Application': applicationHealth,
  ...(needs === 'ack' ? ackHealthSettings : {}),
})

export const argoSettings = (chart: Construct, cluster: Cluster): k8s.KubeConfigMap =>
  new k8s.KubeConfigMap(chart, 'settings', {
    metadata: { name: 'argocd-cm', namespace: argoNamespace, labels: { 'app.kubernetes.io/part-of': 'argocd' } },
    data: { ...settings(cluster) },
  })
