import { execSync } from '@slipway/cli/exec'
import { attempt, listenAt, type Arrival, type Listening } from '../../network/packet.ts'
import { startPacketFilter } from '../../network/packet-filter.ts'
import {
  needs,
  NoneFits,
  cause,
  joined,
  kinds,
  mapConcurrent,
  objectsOfFiles,
  pending,
  podRef,
  seen,
  say,
  type AssertionCode,
  type KubeObject,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { podOf } from './mesh-member.ts'
import { addPortsAndHosts } from './mesh-estate.ts'
import { metadata, networkSabotages } from './network-sabotages.ts'
import {
  gatewayNamespace,
  monitoringNamespace,
  networkMembers,
  type NetworkMember,
  type OpenPort,
} from './network-member.ts'

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
const podIdentity = '169.254.170.23'
/** Of a documentation range (RFC 5737), so that it is somebody's outside of every company. */
const publicAddress = '198.51.100.7'
/** Private ranges that belong to no app: other networks of the company. */
const privateAddresses = ['10.99.0.1', '100.127.0.1', '172.30.0.1', '192.168.7.1', '169.254.9.9']
/** Istio's, outside of mTLS. */
const metricsPorts = [15_020, 15_090]
const istiodPort = 15_012
/** That no app has. */
const unnamedPort = 9_999

const tcp = (port: number): OpenPort => ({ port, protocol: 'TCP' })

interface Pod {
  readonly name: string
  readonly address: string
}

interface Tried {
  readonly who: string
  readonly whom: string
  readonly meant: boolean
  readonly arrival: Arrival
}

/** What is not meant has to be refused by the filter itself: silence or a closed port would prove nothing. */
function assertAll(test: TestContext, says: string, code: AssertionCode, tried: readonly Tried[]): void {
  if (tried.length === 0) return test.note(`nobody here to ask: ${says}`)
  const wrong = tried.filter(({ meant, arrival }) => arrival !== (meant ? 'arrived' : 'refused'))
  const meant = tried.filter((one) => one.meant).length
  const told = wrong
    .slice(0, 12)
    .map(({ who, whom, arrival }) =>
      arrival === 'arrived'
        ? cause('reached', { who, whom })
        : say`${cause('not-reached', { who, whom })} (${arrival})`,
    )
  const more = wrong.length > told.length ? [`and ${wrong.length - told.length} more`] : []
  const well = `${tried.length} tried: ${meant} arrived, ${tried.length - meant} refused`
  test.assert(says, wrong.length === 0, wrong.length === 0 ? well : joined([...told, ...more]), code)
}

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

async function addressOf(test: TestContext, pod: KubeObject): Promise<string> {
  const { name, namespace } = pod.metadata
  await test.until(`a pod of ${name}`, async () => seen(await test.kube.apply(pod)), 30)
  return test.until(`the pod ${name} to run`, async () => {
    const { podIP, phase } = (await test.kube.get({ ...kinds.pod, namespace, name }))?.status ?? {}
    return phase === 'Running' && podIP !== undefined ? seen(podIP) : pending(`${name} is ${phase ?? 'not there'}`)
  })
}

/** The first address of a range but one, in dotted form. */
const within = (cidr: string): string => cidr.replace(/\.\d+\/\d+$/, '.9')

async function run(test: TestContext): Promise<void> {
  const { packetFilter, isolated } = test.network
  if (!isolated)
    throw new NoneFits('packets are filtered in a network namespace of their own: run as root, or allow `unshare -rn`')
  const files = test.estate.files()
  const members = networkMembers(files, test.cluster.name)
  if (members.every(({ ports }) => ports.length === 0)) throw new NoneFits('no app here listens anywhere')
  const teams = [...new Set(members.map(({ namespace }) => namespace))]
  const namespaces = ['istio-system', gatewayNamespace, monitoringNamespace, 'rehearsal-elsewhere']
  for (const name of namespaces) await test.kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  const applied = objectsOfFiles(
    test.sabotaged(files),
    (file) =>
      file.startsWith(`clusters/${test.cluster.name}/`) && /\/(?:namespace|serviceaccount|networkpolicy)-/.test(file),
  )
  for (const object of applied.filter(({ kind }) => kind === 'Namespace')) await test.kube.apply(object)
  await mapConcurrent(
    8,
    applied.filter(({ kind }) => kind !== 'Namespace'),
    (object) => test.kube.apply(object),
  )

  const filter = startPacketFilter(test.kube, packetFilter)
  test.onEnd(filter.stop)
  const pod = async (object: KubeObject, name = object.metadata.name): Promise<Pod> => ({
    name,
    address: await addressOf(test, object),
  })
  const twinOf = (member: NetworkMember): KubeObject => {
    const one = podOf(member)
    return { ...one, metadata: { ...one.metadata, name: `${member.name}-twin` } }
  }
  const listeners = members.filter(({ ports }) => ports.length > 0)
  const place = new Map(
    await Promise.all(members.map(async (member) => [member, await pod(podOf(member), member.name)] as const)),
  )
  const of = (member: NetworkMember): Pod => place.get(member) ?? { name: member.name, address: '' }
  const twins = new Map(
    await Promise.all(
      listeners.map(async (member) => [member, await pod(twinOf(member), `another pod of ${member.name}`)] as const),
    ),
  )
  const [dns, sharing, istiod, gateway, prometheus, outsider] = await Promise.all([
    pod(plainPod('kube-system', 'rehearsal-dns', { 'k8s-app': 'kube-dns' }), 'DNS'),
    pod(plainPod('kube-system', 'rehearsal-other'), 'another pod of kube-system'),
    pod(plainPod('istio-system', 'rehearsal-istiod'), 'istiod'),
    pod(plainPod(gatewayNamespace, 'rehearsal-gateway'), 'the gateway'),
    pod(plainPod(monitoringNamespace, 'rehearsal-prometheus'), 'Prometheus'),
    pod(plainPod('rehearsal-elsewhere', 'rehearsal-outsider'), 'a pod of a namespace without policies'),
  ])
  const strangers = await Promise.all(
    teams.map((team) => pod(plainPod(team, 'rehearsal-stranger'), `a pod of ${team} that no app knows`)),
  )
  const vpc = within(test.cluster.network.vpc)
  const outside = [metadata, podIdentity, publicAddress, vpc, ...privateAddresses]
  for (const address of outside) {
    const { code, stderr } = execSync('ip', ['route', 'replace', 'local', `${address}/32`, 'dev', 'lo'])
    if (code !== 0) throw new Error(`ip route: ${stderr.trim()}`)
  }
  const hostPorts = [...new Set([443, 80, unnamedPort, ...members.flatMap(({ outsidePorts }) => [...outsidePorts])])]
  const at = ({ address }: Pod, ports: readonly OpenPort[]): readonly Listening[] =>
    ports.map((port) => ({ address, ...port }))
  const dnsPorts: readonly OpenPort[] = [tcp(53), { port: 53, protocol: 'UDP' }]
  const ownPorts = ({ ports }: NetworkMember) => [...ports, ...metricsPorts.map(tcp), tcp(unnamedPort)]
  const listening = [
    ...listeners.flatMap((member) => [
      ...at(of(member), ownPorts(member)),
      ...at(twins.get(member) ?? of(member), member.ports),
    ]),
    ...[dns, sharing].flatMap((one) => at(one, dnsPorts)),
    ...at(istiod, [tcp(istiodPort), tcp(unnamedPort)]),
    ...[outsider, ...strangers].flatMap((one) => at(one, [tcp(unnamedPort)])),
    ...outside.flatMap((address) => at({ name: address, address }, hostPorts.map(tcp))),
  ]
  const stops = await Promise.all(listening.map(listenAt))
  test.onEnd(() => {
    for (const stop of stops) stop()
  })
  const { pods } = await filter.settled()
  const isolatedPods = pods.filter(({ egress, ingress }) => egress !== null && ingress !== null).length
  test.note(`nftables filter ${isolatedPods} of ${pods.length} pods both ways, by the policies of the API server`)

  const send = async (from: Pod, to: Pod, { port, protocol }: OpenPort, meant: boolean): Promise<Tried> => ({
    who: from.name,
    whom: `${to.name}:${port}${protocol === 'UDP' ? '/UDP' : ''}`,
    meant,
    arrival: await attempt({ from: from.address, to: to.address, port, protocol }),
  })
  const all = (tries: readonly (() => Promise<Tried>)[]) => mapConcurrent(32, tries, (one) => one())

  assertAll(
    test,
    'packets of an app arrive at the ports of what it calls and at no other port or app, by NetworkPolicies alone',
    'network-callers',
    await all(
      members.flatMap((caller) =>
        listeners.flatMap((callee) => {
          const [self, own] = [caller === callee, caller.calls.includes(callee.name)]
          const target = self ? (twins.get(callee) ?? of(callee)) : of(callee)
          const meant = self ? caller.peers : own
          return [
            ...callee.ports.map((port) => () => send(of(caller), target, port, meant)),
            ...(self ? [] : [() => send(of(caller), target, tcp(unnamedPort), false)]),
          ]
        }),
      ),
    ),
  )
  assertAll(
    test,
    'each app reaches DNS, istiod and, with an AWS identity, the agent that gives it; its machine, its gateway and Prometheus reach it where they have to',
    'network-services',
    await all([
      ...members.flatMap((member) => [
        ...dnsPorts.map((port) => () => send(of(member), dns, port, true)),
        ...dnsPorts.map((port) => () => send(of(member), sharing, port, false)),
        () => send(of(member), istiod, tcp(istiodPort), true),
        () => send(of(member), istiod, tcp(unnamedPort), false),
        () => send(of(member), { name: 'the Pod Identity agent', address: podIdentity }, tcp(80), member.aws),
      ]),
      ...listeners.flatMap((member) => {
        const [main] = member.ports
        if (main === undefined) return []
        const machine = { name: 'its machine', address: test.network.address }
        return [
          () => send(machine, of(member), main, true),
          () => send(gateway, of(member), main, member.exposed),
          () => send(prometheus, of(member), main, false),
          ...metricsPorts.flatMap((port) => [
            () => send(prometheus, of(member), tcp(port), true),
            () => send(gateway, of(member), tcp(port), false),
          ]),
        ]
      }),
    ]),
  )
  assertAll(
    test,
    'a pod that no app has reaches nothing and is reached by nobody, and who is in no team reaches no app',
    'network-strangers',
    await all([
      ...strangers.flatMap((stranger) => [
        ...listeners.flatMap((member) => member.ports.map((port) => () => send(stranger, of(member), port, false))),
        ...dnsPorts.map((port) => () => send(stranger, dns, port, false)),
        () => send(stranger, { name: 'a public address', address: publicAddress }, tcp(443), false),
        () => send(stranger, outsider, tcp(unnamedPort), false),
        () => send(outsider, stranger, tcp(unnamedPort), false),
      ]),
      ...listeners.flatMap((member) => member.ports.map((port) => () => send(outsider, of(member), port, false))),
      ...members.map((member) => () => send(of(member), outsider, tcp(unnamedPort), false)),
    ]),
  )
  const either = async (member: NetworkMember, port: number): Promise<Tried> => {
    const tries = await Promise.all(
      [publicAddress, vpc].map((address) => send(of(member), { name: address, address }, tcp(port), true)),
    )
    const [first] = tries.map(({ arrival }) => arrival)
    const arrival = tries.some((one) => one.arrival === 'arrived') ? 'arrived' : (first ?? 'silent')
    return { who: member.name, whom: `hosts outside:${port}`, meant: member.outsidePorts.has(port), arrival }
  }
  assertAll(
    test,
    "packets leave the cluster to the ports of hosts that an app's spec names, and never to the metadata of its machine or to other private networks",
    'network-outside',
    await all(
      members.flatMap((member) => [
        ...hostPorts.map((port) => () => either(member, port)),
        ...[metadata, ...privateAddresses].flatMap((address) =>
          hostPorts.map((port) => () => send(of(member), { name: address, address }, tcp(port), false)),
        ),
      ]),
    ),
  )
  await movedPod(test, filter.settled, listeners, of)
}

/** Addresses are given again: whoever gets one has no right of its last owner. */
async function movedPod(
  test: TestContext,
  settled: () => Promise<unknown>,
  listeners: readonly NetworkMember[],
  of: (member: NetworkMember) => Pod,
): Promise<void> {
  const callee = listeners.find(({ name }) => listeners.some(({ calls }) => calls.includes(name)))
  const caller = listeners.find(({ calls }) => calls.includes(callee?.name ?? ''))
  const [port] = callee?.ports ?? []
  if (callee === undefined || caller === undefined || port === undefined) return
  const ref = podRef(podOf(caller))
  const labels = Object.fromEntries(Object.keys(caller.labels).map((label) => [label, null]))
  await test.kube.patch(ref, { metadata: { labels } })
  await settled()
  const arrival = await attempt({ from: of(caller).address, to: of(callee).address, ...port })
  test.assert(
    'a pod that loses the labels of its app loses what they allowed, at once',
    arrival === 'refused',
    `${caller.name} without its labels to ${callee.name}: ${arrival}`,
    'network-callers',
  )
}

export const networks: Scenario = {
  name: 'networks',
  needs: [...needs.cluster, 'packet-filter'],
  description:
    'What may send packets to what is what the specs say, by NetworkPolicies alone: nftables enforce those of the API server between pod addresses.',
  where: 'first',
  prepare: addPortsAndHosts,
  run,
  sabotages: networkSabotages,
}
