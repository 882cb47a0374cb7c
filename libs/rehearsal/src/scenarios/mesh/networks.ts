import { attempt, type Arrival } from '../../network/packet.ts'
import { startPacketFilter } from '../../network/packet-filter.ts'
import {
  cause,
  joined,
  mapConcurrent,
  namespaceNamed,
  needs,
  NoneFits,
  objectsUnder,
  podRef,
  say,
  type AssertionCode,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { podOf } from './mesh-member.ts'
import { addPortsAndHosts } from './mesh-estate.ts'
import { networkSabotages } from './network-sabotages.ts'
import { networkMembers, type NetworkMember, type OpenPort } from './network-member.ts'
import {
  dnsPorts,
  istiodPort,
  metadata,
  metricsPorts,
  namespaces,
  openPlaces,
  podIdentity,
  privateAddresses,
  publicAddress,
  tcp,
  unnamedPort,
  type Place,
  type Places,
} from './network-places.ts'

interface Tried {
  readonly who: string
  readonly whom: string
  readonly meant: boolean
  readonly arrival: Arrival
}

/** The filter itself has to refuse all other connections: silence or a closed port would prove nothing. */
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

async function run(test: TestContext): Promise<void> {
  const machine = test.address
  if (machine === undefined)
    throw new NoneFits('packets are filtered in a network namespace of their own: run as root, or allow `unshare -rn`')
  const files = test.estate.files()
  const members = networkMembers(files, test.cluster.name)
  if (members.every(({ ports }) => ports.length === 0)) throw new NoneFits('no app here listens anywhere')
  for (const name of namespaces) await test.kube.apply(namespaceNamed(name))
  const applied = objectsUnder(
    test.sabotaged(files),
    `clusters/${test.cluster.name}`,
    /\/(?:namespace|serviceaccount|networkpolicy)-/,
  )
  for (const object of applied.filter(({ kind }) => kind === 'Namespace')) await test.kube.apply(object)
  await mapConcurrent(
    8,
    applied.filter(({ kind }) => kind !== 'Namespace'),
    (object) => test.kube.apply(object),
  )

  const filter = startPacketFilter(test.kube)
  test.onEnd(filter.stop)
  const places = await openPlaces(test, members)
  const { of, twinOf, dns, sharing, istiod, gateway, prometheus, outsider, strangers, vpc, hostPorts } = places
  const listeners = members.filter(({ ports }) => ports.length > 0)
  const { pods } = await filter.settled()
  const isolatedPods = pods.filter(({ egress, ingress }) => egress !== null && ingress !== null).length
  test.note(`nftables filter ${isolatedPods} of ${pods.length} pods both ways, by the policies of the API server`)

  const send = async (from: Place, to: Place, { port, protocol }: OpenPort, meant: boolean): Promise<Tried> => ({
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
          const target = self ? twinOf(callee) : of(callee)
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
        return [
          () => send({ name: 'its machine', address: machine }, of(member), main, true),
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
  of: Places['of'],
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
