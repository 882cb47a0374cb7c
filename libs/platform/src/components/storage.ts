import { k8s } from 'cdk8s-plus-27'
import { storageClass } from '@slipway/manifests'
import type { Component } from './component.ts'

/**
 * Volumes of EBS. A volume is made in the zone where its pod was placed, not the other way round, and outlives its claim: losing data is
 * a decision of people. The driver is an add-on of EKS itself and comes with the cluster.
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
