import { startEnvoy } from '../../components/envoy.ts'
import { startSecretSource } from '../../traffic/sds.ts'
import { meshAuthority } from '../../traffic/spiffe.ts'
import { placed, podLabel, type Member } from './mesh-member.ts'
import path from 'node:path'
import { podRef, type Live, type TestContext } from '../shared/kit.ts'
import { proxyToken } from '../../components/istiod.ts'

/**
 * Puts a real Envoy beside a running pod for its outgoing requests. Incoming ones reach the pod directly, and nothing
 * is encrypted. @returns the address whose port 80 leads through it
 */
export async function besideCaller(test: TestContext, member: Member, pod: Live): Promise<string> {
  const { runtime } = test
  const address = pod.status?.podIP
  if (address === undefined) throw new Error(`${pod.metadata.name} has no address`)
  // The process keeps the pod's port.
  const caller = { ...member, port: undefined, more: [], bytes: [] }
  const own = { [podLabel]: member.name }
  // istiod reads the labels of the pod at a proxy's address.
  await test.kube.patch(podRef(pod), { metadata: { labels: own } })
  await test.kube.apply(placed(caller, { address, app: address }))
  const issue = await meshAuthority(path.join(runtime.folder, 'mesh'))
  const [secrets, token] = await Promise.all([issue(member).then(startSecretSource), proxyToken(test.kube, member)])
  test.onEnd(secrets.close)
  const { namespace, serviceAccount } = member
  await startEnvoy(runtime, {
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
  return address
}
