import type { IStorageClass } from 'kubernetes-models/storage.k8s.io/v1'
import { place, type Component } from '../component.ts'

/** What apps' and add-ons' volume claims name. */
export const storageClass = 'gp3'

/**
 * Volumes of EBS. A volume is made in the zone where its pod was placed, not the other way round, and outlives its claim: losing data is
 * a decision of people. The driver is an add-on of EKS itself and comes with the cluster.
 */
export const storage: Component = ({ cluster }) => {
  const gp3: IStorageClass = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: storageClass, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'ebs.csi.aws.com',
    parameters: { type: 'gp3', encrypted: 'true' },
    allowVolumeExpansion: true,
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'WaitForFirstConsumer',
  }
  return [place(cluster, 'storage', gp3)]
}
