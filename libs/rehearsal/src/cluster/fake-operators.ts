import type { Kind, Kube, Live } from './kube.ts'
import type { ProgramName } from '../programs/programs.ts'
import { kinds, refOf } from './live.ts'

/** The objects and statuses of a missing operator; the report names each. */
interface FakeOperator extends Kind {
  readonly of: string
  readonly by: string
  /** Not faked where this program runs. */
  readonly unless?: ProgramName
  /** The reason of its condition `Ready`, where it reports one. */
  readonly ready?: string
  /** More of its status. */
  readonly status?: () => { readonly conditions?: readonly unknown[] } & object
  also?(kube: Kube, object: Live): Promise<void>
}

const now = () => new Date().toISOString()
export const condition = (reason: string, type = 'Ready') => ({
  type,
  status: 'True',
  reason,
  message: 'stood in for',
  lastTransitionTime: now(),
})
const statusBy = ({ ready, status }: Pick<FakeOperator, 'ready' | 'status'>): object | undefined =>
  ready === undefined ? undefined : { conditions: [condition(ready)], ...status?.() }

async function makeSecret(kube: Kube, { metadata, spec }: Live): Promise<void> {
  const target = spec as { target?: { name?: string }; data?: readonly { secretKey: string }[] }
  const keys = (target.data ?? []).map(({ secretKey }) => [secretKey, 'rehearsal'])
  await kube.apply({
    ...kinds.secret,
    stringData: Object.fromEntries(keys) as Record<string, string>,
    metadata: {
      name: target.target?.name ?? metadata.name,
      ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
      ownerReferences: [
        {
          apiVersion: 'external-secrets.io/v1',
          kind: 'ExternalSecret',
          name: metadata.name,
          uid: metadata.uid,
          controller: true,
        },
      ],
    },
  })
}

const fakes: readonly FakeOperator[] = [
  {
    of: 'External Secrets',
    by: 'a Secret with the right keys and made-up values',
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    ready: 'SecretSynced',
    status: () => ({ refreshTime: now() }),
    also: makeSecret,
  },
  {
    of: "External Secrets' store",
    by: 'a status',
    apiVersion: 'external-secrets.io/v1',
    kind: 'ClusterSecretStore',
    ready: 'Valid',
    status: () => ({ capabilities: 'ReadWrite' }),
  },
  {
    of: 'KEDA',
    by: 'a status, and its smallest number of replicas',
    unless: 'keda-operator',
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    ready: 'ScaledObjectReady',
    status: () => ({ conditions: [condition('ScaledObjectReady'), condition('ScalerActive', 'Active')] }),
    also: scaleToMinimum,
  },
  {
    of: 'cert-manager',
    by: 'a status',
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    ready: 'Ready',
  },
  {
    of: "cert-manager's issuer",
    by: 'a status',
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    ready: 'ACMEAccountRegistered',
  },
  {
    of: 'Karpenter',
    by: "a status; the nodes are KWOK's",
    unless: 'karpenter',
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    ready: 'Ready',
  },
  {
    of: "Karpenter's AWS provider",
    by: 'a status',
    apiVersion: 'karpenter.k8s.aws/v1',
    kind: 'EC2NodeClass',
    ready: 'Ready',
  },
  {
    of: 'the EBS driver',
    by: 'a volume for each claim that the scheduler placed',
    ...kinds.claim,
    also: makeVolume,
  },
]

async function scaleToMinimum(kube: Kube, { metadata, spec }: Live): Promise<void> {
  const { scaleTargetRef, minReplicaCount = 0 } = spec ?? {}
  const { apiVersion = 'apps/v1', kind = 'Deployment', name = '' } = scaleTargetRef ?? {}
  const ref = { apiVersion, kind, namespace: metadata.namespace, name }
  const target = await kube.get(ref)
  if (target === undefined) throw new Error(`no ${kind} ${name} yet`)
  if ((target.spec?.replicas ?? 1) < minReplicaCount)
    await kube.patch(ref, { spec: { replicas: minReplicaCount } }, 'scale')
}

async function makeVolume(kube: Kube, claim: Live): Promise<void> {
  const node = claim.metadata.annotations?.['volume.kubernetes.io/selected-node']
  const { volumeName, resources, accessModes, storageClassName } = claim.spec as {
    volumeName?: string
    resources: { requests: { storage: string } }
    accessModes: readonly string[]
    storageClassName?: string
  }
  if (node === undefined || volumeName !== undefined) return
  // A disk stays in its zone.
  const zone = (await kube.get({ ...kinds.node, name: node }))?.metadata.labels?.['topology.kubernetes.io/zone']
  const here = { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: [zone] }] }
  await kube.apply({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${claim.metadata.uid}` },
    spec: {
      capacity: { storage: resources.requests.storage },
      accessModes,
      storageClassName,
      persistentVolumeReclaimPolicy: 'Retain',
      ...(zone === undefined ? {} : { nodeAffinity: { required: { nodeSelectorTerms: [here] } } }),
      csi: { driver: 'ebs.csi.aws.com', volumeHandle: `vol-${claim.metadata.uid}` },
      claimRef: {
        ...kinds.claim,
        name: claim.metadata.name,
        namespace: claim.metadata.namespace,
        uid: claim.metadata.uid,
      },
    },
  })
}

/**
 * Reports a status once per generation of an object, for operators that do not run.
 * @param told called once per fake
 */
export function fakeOperators(
  kube: Kube,
  kinds: ReadonlySet<string>,
  programs: readonly ProgramName[],
  told: (standIn: { of: string; by: string }) => void,
): () => void {
  const needed = fakes.filter(
    ({ apiVersion, kind, unless }) =>
      (kinds.has(kind) || apiVersion === 'v1') && (unless === undefined || !programs.includes(unless)),
  )
  const used = new Set<string>()
  const done = new Map<string, number>()
  const stops = needed.map((one) => {
    const kind = { apiVersion: one.apiVersion, kind: one.kind }
    return kube.watch(kind, ({ type, object }) => {
      if (type === 'DELETED') return
      const uid = object.metadata.uid ?? ''
      const { generation = 0 } = object.metadata
      const first = done.get(uid) !== generation
      if (!first && one.also === undefined) return
      done.set(uid, generation)
      if (!used.has(one.of)) {
        used.add(one.of)
        told({ of: one.of, by: one.by })
      }
      const ref = refOf({ ...object, ...kind })
      const status = statusBy(one)
      const work = async () => {
        // An operator reports success after its work.
        await one.also?.(kube, object)
        if (first && status !== undefined)
          await kube.patch(ref, { status }, 'status').catch(() => kube.patch(ref, { status }))
      }
      // The object may be gone; a real fault shows in its Application.
      const retry = (tries: number) =>
        void work().catch(() => {
          if (tries > 0) setTimeout(() => retry(tries - 1), 500).unref()
        })
      retry(20)
    })
  })
  return () => stops.forEach((stop) => stop())
}
