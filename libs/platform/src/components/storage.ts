import { k8s } from 'cdk8s-plus-27'
import { storageClass } from '@slipway/manifests'
import type { Component } from './component.ts'

/** A volume is made in the zone where its pod was placed, and outlives its claim: losing data is a decision of people. EKS brings the driver. */
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
