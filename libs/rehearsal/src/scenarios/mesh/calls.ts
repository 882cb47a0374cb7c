import {
  needs,
  NoneFits,
  appLabel,
  appOf,
  appsIn,
  cause,
  joined,
  kinds,
  objectsOfFiles,
  say,
  words,
  type Scenario,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { callSabotages, elsewhere } from './call-sabotages.ts'
import { letsGatewayIn, membersOf, othersIn, type Member } from './mesh-member.ts'
import { addPortsAndHosts } from './mesh-estate.ts'
import { openMesh, type Mesh } from './mesh.ts'
import { assertAsMeant, eachPair, type Tried } from './tried-pairs.ts'

/** More proxies do not fit into a small machine. */
const most = 12

/** Many frameworks take all of these for the same page. */
const metricsPaths = ['/metrics', '/metrics/', '//metrics', '/%6Detrics', '/%2Fmetrics', '/metrics;x']

async function letIn(test: TestContext, { namespace, name }: Member): Promise<Words> {
  const policies = (await test.kube.list(kinds.authorizationPolicy, { namespace })).filter(
    ({ spec }) => spec?.selector?.matchLabels?.[appLabel] === name,
  )
  const each = policies.map(({ metadata, spec }) => {
    const { rules = [] } = spec ?? {}
    const who = rules.flatMap(({ from }) =>
      from === undefined ? ['anybody'] : from.flatMap(({ source }) => source?.principals ?? []),
    )
    return cause('lets-in', { policy: metadata.name, who: who.join(', ') || 'nobody' })
  })
  return each.length === 0 ? words(`no AuthorizationPolicy of ${name} lets anybody in`) : joined(each)
}

async function run(test: TestContext): Promise<void> {
  const files = test.estate.files()
  const all = membersOf(files, appsIn(files.keys(), test.cluster.name))
  const chosen = all.filter((member) =>
    test.apps.some(({ team, name }) => team === member.namespace && name === member.name),
  )
  // Those asked for, then their neighbours, then the others.
  const near = (member: Member) =>
    chosen.includes(member)
      ? 0
      : chosen.some((one) => one.calls.includes(member.name) || member.calls.includes(one.name))
        ? 1
        : 2
  const members = [...all].sort((one, other) => near(one) - near(other)).slice(0, most)
  if (members.length < all.length)
    test.note(
      `${members.length} of ${all.length} apps have a proxy: those asked for, whom they call and who calls them`,
    )
  const callees = members.filter(({ host }) => host !== undefined)
  if (callees.length === 0) throw new NoneFits('no app here can be called')
  const others = othersIn(files, test.cluster.name, members)
  const exposed = new Set(
    objectsOfFiles(files, (file) => file.includes('/authorizationpolicy-'))
      .filter(letsGatewayIn)
      .map(appOf),
  )
  const mesh: Mesh = await openMesh(test, members)
  test.note(`a proxy beside a pod of each of ${members.map(({ name }) => name).join(', ')}`)
  const policies = new Map(
    await Promise.all(callees.map(async (callee) => [callee.name, await letIn(test, callee)] as const)),
  )
  const why = ({ whom }: Tried) => say` (${policies.get(whom) ?? 'the proxy of the caller decides'})`
  assertAsMeant(
    test,
    'an app reaches what is in its `calls` and no other app, each request through its own proxy',
    await eachPair(members, callees, async (caller, callee) =>
      caller === callee
        ? undefined
        : {
            who: caller.name,
            whom: callee.name,
            meant: caller.calls.includes(callee.name),
            got: await mesh.call(caller, callee),
          },
    ),
    'reaches-its-calls',
    why,
  )

  const ports = callees.flatMap((callee) => callee.more.map((port) => ({ callee, port })))
  assertAsMeant(
    test,
    'a request to another port of an app arrives at that port, also where the server speaks first',
    await eachPair(members, ports, async (caller, { callee, port }) =>
      caller.calls.includes(callee.name)
        ? {
            who: caller.name,
            whom: `${callee.name}:${port.port}`,
            meant: true,
            got: await mesh.callAt(caller, callee, port),
          }
        : undefined,
    ),
    'arrives-at-port',
  )

  assertAsMeant(
    test,
    "who walks around its proxy is let in by the callee's only if the callee is in its `calls`",
    await eachPair(members, callees, async (caller, callee) =>
      caller === callee
        ? undefined
        : {
            who: caller.name,
            whom: callee.name,
            meant: caller.calls.includes(callee.name),
            got: await mesh.straight(caller, callee),
          },
    ),
    'around-the-proxy',
    why,
  )

  const strangers = [...new Set(callees.map(({ namespace }) => namespace))].map((namespace) => ({
    namespace,
    serviceAccount: 'default',
  }))
  assertAsMeant(
    test,
    'nobody else is let in: a pod without an account of its own, and who has no certificate',
    [
      ...(await eachPair(strangers, callees, async (stranger, callee) => ({
        who: `the default account of ${stranger.namespace}`,
        whom: callee.name,
        meant: false,
        got: await mesh.straight(stranger, callee),
      }))),
      ...(await eachPair(['who has no certificate'], callees, async (who, callee) => ({
        who,
        whom: callee.name,
        meant: false,
        got: await mesh.straight(undefined, callee),
      }))),
    ],
    undefined,
    why,
  )

  assertAsMeant(
    test,
    'the gateway reaches what is exposed, and of that no metrics and no probes',
    [
      ...(await eachPair(others, callees, async (gateway, callee) => ({
        who: gateway.serviceAccount,
        whom: callee.name,
        meant: exposed.has(callee.name),
        got: await mesh.straight(gateway, callee),
      }))),
      ...(
        await Promise.all(
          metricsPaths.map((path) =>
            eachPair(others, callees, async (gateway, callee) => ({
              who: `${gateway.serviceAccount} for ${path}`,
              whom: callee.name,
              meant: false,
              got: await mesh.straight(gateway, callee, path),
            })),
          ),
        )
      ).flat(),
    ],
    undefined,
    why,
  )

  const hosts = [...new Set(members.flatMap(({ outside }) => outside)), elsewhere]
  assertAsMeant(
    test,
    "a connection out of the cluster is led to the hosts that an app's spec names, and to no other",
    await eachPair(members, hosts, async (caller, host) => ({
      who: caller.name,
      whom: host,
      meant: caller.outside.includes(host),
      got: await mesh.outside(caller, host),
    })),
    'egress',
  )

  const bytes = members.flatMap((caller) => caller.bytes.map((to) => ({ caller, to })))
  assertAsMeant(
    test,
    'a connection out of the cluster is led to the host that is meant, also where another has the same port',
    await eachPair(bytes, [undefined], async ({ caller, to: { host, port } }) => ({
      who: caller.name,
      whom: host,
      meant: true,
      got: await mesh.bytesTo(caller, host, port),
    })),
    'led-to-its-host',
  )
}

export const calls: Scenario = {
  name: 'calls',
  needs: [...needs.cluster, 'istiod', 'envoy'],
  description:
    'Who may call whom is what the specs say: decided by real Envoys with certificates of their own, which a real istiod programs from the tree.',
  where: 'first',
  kinds: ['networking.istio.io/EnvoyFilter', 'security.istio.io/PeerAuthentication'],
  prepare: addPortsAndHosts,
  run,
  sabotages: callSabotages,
}
