import { type Ground, makers, type Row } from './ground.ts'
import { inPod } from './reason.ts'

/** Volumes of others, and claims that act as somebody else. */
export function triesOfVolumes(ground: Ground): readonly Row[] {
  const { other } = ground
  const { make, labels, securityContext, container, deployment } = makers(ground)
  const pod = { securityContext, containers: [container()] }
  const selected = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } }
  const claim = { accessModes: ['ReadWriteOnce'], storageClassName: 'gp3', resources: { requests: { storage: '1Gi' } } }
  const claimed = (metadata: object, spec: object = {}) =>
    make('apps/v1', 'StatefulSet', {
      spec: {
        ...selected,
        serviceName: 'try',
        volumeClaimTemplates: [{ metadata: { name: 'data', ...metadata }, spec: { ...claim, ...spec } }],
      },
    })
  const claimOfPod = 'volumes[0].ephemeral.volumeClaimTemplate'
  const foreign = { apiGroup: '', kind: 'PersistentVolumeClaim', name: 'data-ledger-0', namespace: other }
  const scratch = (spec: object, metadata?: object) =>
    deployment({
      volumes: [
        {
          name: 'v',
          ephemeral: {
            volumeClaimTemplate: { ...(metadata === undefined ? {} : { metadata }), spec: { ...claim, ...spec } },
          },
        },
      ],
    })
  /** A volume that a node, or AWS, has already. */
  const found = (name: string, kind: string, more: object): Row => [
    name,
    deployment({ volumes: [{ name: 'v', [kind]: more }] }),
    [inPod(`volumes[0].${kind}`), [[inPod('volumes[0]'), { name: 'v', emptyDir: {} }]]],
  ]
  return [
    [
      "a disk that another team left, for the pod's time",
      scratch({ volumeName: 'pvc-1' }),
      inPod(`${claimOfPod}.spec.volumeName`),
    ],
    [
      "a copy of another team's volume, for the pod's time",
      scratch({ dataSourceRef: foreign }),
      [inPod(`${claimOfPod}.spec.dataSourceRef.namespace`), [[inPod(`${claimOfPod}.spec.dataSourceRef`)]]],
    ],
    [
      'a claim that acts as somebody else',
      scratch({}, { annotations: { 'external-dns.alpha.kubernetes.io/hostname': 'bank.example' } }),
      inPod(`${claimOfPod}.metadata.annotations."external-dns.alpha.kubernetes.io/hostname"`),
    ],
    [
      'a disk that another team left, by a template',
      claimed({}, { volumeName: 'pvc-1' }),
      'spec.volumeClaimTemplates[0].spec.volumeName',
    ],
    found('a disk of AWS by its id', 'awsElasticBlockStore', { volumeID: 'vol-1' }),
    found('a disk of the network', 'fc', { targetWWNs: ['a'], lun: 1 }),
    [
      "a copy of another team's volume",
      claimed({}, { dataSourceRef: foreign }),
      [
        'spec.volumeClaimTemplates[0].spec.dataSourceRef.namespace',
        [['spec.volumeClaimTemplates[0].spec.dataSourceRef']],
      ],
    ],
    [
      'a claim that nobody can delete, by a template',
      claimed({ finalizers: ['example.com/hold'] }),
      'spec.volumeClaimTemplates[0].metadata.finalizers',
    ],
    [
      'a claim that goes with another object, by a template',
      claimed({ ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'b' }] }),
      'spec.volumeClaimTemplates[0].metadata.ownerReferences',
    ],
  ]
}
