import { k8s } from 'cdk8s-plus-27'
import { storageClass } from '@slipway/manifests'
import type { Component } from './component.ts'

/**
 * Volumes follow the pod's zone and outlive their claims: losing data is a decision of people. EKS brings the driver.
 */
export const storage: Component = (chart) => {
  new k8s.KubeStorageClass(chart, storageClass, {
    metadata: { name: storageClass, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', encrypted: 'true' },
    allowVolumeExpansion: true,
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'WaitForFirstConsumer',
  })
}
