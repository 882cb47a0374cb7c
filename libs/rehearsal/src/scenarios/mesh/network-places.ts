import { execSync } from '@slipway/cli/exec'
import { listenAt, type Listening } from '../../network/packet.ts'
import { seen, type KubeObject, type TestContext } from '../shared/kit.ts'
import { podOf } from './mesh-member.ts'
import { gatewayNamespace, monitoringNamespace, type NetworkMember, type OpenPort } from './network-member.ts'
import { addressOf } from './sidecars.ts'

/** The node's metadata service, which gives the node's rights to any caller. */
export const metadata = '169.254.169.254'
/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
export const podIdentity = '169.254.170.23'
/** Of a documentation range (RFC 5737), so that it is somebody's outside of every company. */
export const publicAddress = '198.51.100.7'
/** Private ranges that belong to no app: other networks of the company. */
export const privateAddresses = ['10.99.0.1', '100.127.0.1', '172.30.0.1', '192.168.7.1', '169.254.9.9']
/** Istio's, outside of mTLS. */
export const metricsPorts = [15_020, 15_090]
export const istiodPort = 15_012
/** A port that no app has. */
export const unnamedPort = 9_999

export const tcp = (port: number): OpenPort => ({ port, protocol: 'TCP' })
export const dnsPorts: readonly OpenPort[] = [tcp(53), { port: 53, protocol: 'UDP' }]

/** Somebody who sends packets and gets them. */
export interface Place {
  readonly name: string
  readonly address: string
}

/** Everybody that the scenario asks, each with its open ports. */
export interface Places {
  of(member: NetworkMember): Place
  /** Another pod of an app that listens. */
  twinOf(member: NetworkMember): Place
  readonly dns: Place
  /** In DNS's namespace, and not DNS. */
  readonly sharing: Place
  readonly istiod: Place
  readonly gateway: Place
  readonly prometheus: Place
  /** In a namespace without policies. */
  readonly outsider: Place
  /** One in each team's namespace, of no app. */
  readonly strangers: readonly Place[]
  /** An address of the cluster's VPC. */
  readonly vpc: string
  /** The ports of outside hosts. */
  readonly hostPorts: readonly number[]
}

export const namespaces = ['istio-system', gatewayNamespace, monitoringNamespace, 'rehearsal-elsewhere'] as const

const plainPod = (namespace: string, name: string, labels: Readonly<Record<string, string>> = {}): KubeObject =>
  podOf({
    namespace,
    name,
    labels,
    serviceAccount: 'default',
    containerPorts: [],
    port: undefined,
    more: [],
    host: undefined,
    calls: [],
    outside: [],
    bytes: [],
  })

/** An address of a range that ends at a whole octet. */
const within = (cidr: string): string => cidr.replace(/\.\d+\/\d+$/, '.9')

/** Makes the pods, gives the addresses outside to this machine, and listens at all of them. */
export async function openPlaces(test: TestContext, members: readonly NetworkMember[]): Promise<Places> {
  const place = async (pod: KubeObject, name: string): Promise<Place> => {
    await test.until(`a pod of ${pod.metadata.name}`, async () => seen(await test.kube.apply(pod)), 30)
    return { name, address: await addressOf(test, pod.metadata) }
  }
  const twin = (member: NetworkMember): KubeObject => {
    const one = podOf(member)
    return { ...one, metadata: { ...one.metadata, name: `${member.name}-twin` } }
  }
  const listeners = members.filter(({ ports }) => ports.length > 0)
  const own = new Map(
    await Promise.all(members.map(async (member) => [member, await place(podOf(member), member.name)] as const)),
  )
  const of = (member: NetworkMember): Place => own.get(member) ?? { name: member.name, address: '' }
  const twins = new Map(
    await Promise.all(
      listeners.map(async (member) => [member, await place(twin(member), `another pod of ${member.name}`)] as const),
    ),
  )
  const twinOf = (member: NetworkMember): Place => twins.get(member) ?? of(member)
  const [dns, sharing, istiod, gateway, prometheus, outsider] = await Promise.all([
    place(plainPod('kube-system', 'rehearsal-dns', { 'k8s-app': 'kube-dns' }), 'DNS'),
    place(plainPod('kube-system', 'rehearsal-other'), 'another pod of kube-system'),
    place(plainPod('istio-system', 'rehearsal-istiod'), 'istiod'),
    place(plainPod(gatewayNamespace, 'rehearsal-gateway'), 'the gateway'),
    place(plainPod(monitoringNamespace, 'rehearsal-prometheus'), 'Prometheus'),
    place(plainPod('rehearsal-elsewhere', 'rehearsal-outsider'), 'a pod of a namespace without policies'),
  ])
  const teams = [...new Set(members.map(({ namespace }) => namespace))]
  const strangers = await Promise.all(
    teams.map((team) => place(plainPod(team, 'rehearsal-stranger'), `a pod of ${team} that no app knows`)),
  )
  const vpc = within(test.cluster.network.vpc)
  const outside = [metadata, podIdentity, publicAddress, vpc, ...privateAddresses]
  for (const address of outside) {
    const { code, stderr } = execSync('ip', ['route', 'replace', 'local', `${address}/32`, 'dev', 'lo'])
    if (code !== 0) throw new Error(`ip route: ${stderr.trim()}`)
  }
  const hostPorts = [...new Set([443, 80, unnamedPort, ...members.flatMap(({ outsidePorts }) => [...outsidePorts])])]
  const at = ({ address }: Pick<Place, 'address'>, ports: readonly OpenPort[]): readonly Listening[] =>
    ports.map((port) => ({ address, ...port }))
  const ownPorts = ({ ports }: NetworkMember) => [...ports, ...metricsPorts.map(tcp), tcp(unnamedPort)]
  const listening = [
    ...listeners.flatMap((member) => [...at(of(member), ownPorts(member)), ...at(twinOf(member), member.ports)]),
    ...[dns, sharing].flatMap((one) => at(one, dnsPorts)),
    ...at(istiod, [tcp(istiodPort), tcp(unnamedPort)]),
    ...[outsider, ...strangers].flatMap((one) => at(one, [tcp(unnamedPort)])),
    ...outside.flatMap((address) => at({ address }, hostPorts.map(tcp))),
  ]
  const stops = await Promise.all(listening.map(listenAt))
  test.onEnd(() => {
    for (const stop of stops) stop()
  })
  return { of, twinOf, dns, sharing, istiod, gateway, prometheus, outsider, strangers, vpc, hostPorts }
}
