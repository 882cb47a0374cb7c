import type { Construct } from 'constructs'
import { k8s } from 'cdk8s-plus-27'
import { applicationHealth, argoNamespace } from '@slipway/platform'

/**
 * Settings of the EKS Capability. It reads `argocd-cm` with this label, of it only keys of this form, and ignores all
 * others in silence (https://docs.aws.amazon.com/eks/latest/userguide/argocd-configure-settings.html), so the type has no other.
 */
type ManagedSettings = Readonly<Record<`resource.customizations.health.${string}_${string}`, string>>

const settings: ManagedSettings = { 'resource.customizations.health.argoproj.io_Application': applicationHealth }

export const argoSettings = (chart: Construct): k8s.KubeConfigMap =>
  new k8s.KubeConfigMap(chart, 'settings', {
    metadata: { name: 'argocd-cm', namespace: argoNamespace, labels: { 'app.kubernetes.io/part-of': 'argocd' } },
    data: { ...settings },
  })
