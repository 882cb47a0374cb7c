import type { Live } from '../../cluster/kube.ts'
import { kinds } from '../../cluster/live.ts'
import { startEnvoy } from '../../components/envoy.ts'
import type { TestContext } from '../../stage/test-context.ts'
import { startSecretSource } from '../../traffic/sds.ts'
import { meshAuthority } from '../../traffic/spiffe.ts'
import { placed, podLabel, type Member } from './mesh-member.ts'
import { tokenOf } from './mesh.ts'
import path from 'node:path'

/** A sidecar for what a pod asks of others. */
export interface CallerProxy {
  /** Where what the pod sends to port 80 of others goes through its sidecar. */
  readonly address: string
  readonly port: number
  stop(): void
}

/**
 * Puts a real Envoy beside a running pod, for its requests to other apps: programmed by the front door's istiod from the tree's Sidecar,
 * VirtualServices and DestinationRules. What comes in for the pod goes to it as before, and nothing is encrypted on the way.
 */
export async function besideCaller(test: TestContext, member: Member, pod: Live): Promise<CallerProxy> {
  const { runtime, envoy } = test.mesh
  const address = (pod.status as { podIP?: string } | undefined)?.podIP
  if (address === undefined) throw new Error(`${pod.metadata.name} has no address`)
  // Without a port of its own the pod's stays the process'.
  const caller = { ...member, port: undefined }
  const own = { [podLabel]: member.name }
  // istiod goes by the labels of the pod that has a proxy's address.
  await test.kube.patch(
    { ...kinds.pod, namespace: member.namespace, name: pod.metadata.name },
    { metadata: { labels: own } },
  )
  await test.kube.apply(placed(caller, { address, app: address }))
  const issue = await meshAuthority(path.join(runtime.folder, 'mesh'))
  const [secrets, token] = await Promise.all([issue(member).then(startSecretSource), tokenOf(test, member)])
  const { namespace, serviceAccount } = member
  await startEnvoy(runtime, {
    command: envoy,
    as: 'sidecar',
    name: `beside-${member.name}`,
    namespace,
    labels: { ...member.labels, ...own },
    serviceAccount,
    token,
    ads: test.traffic.door.istiod.ads,
    address,
    secrets: secrets.port,
  })
  return { address, port: 80, stop: () => void secrets.close() }
}
