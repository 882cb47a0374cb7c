import { orThrow } from '@slipway/core'
import { commandsOf, type AppCommand, type Visit } from '../../pods/app-command.ts'
import type { GatewayAnswer } from '../../traffic/ask-gateway.ts'
import { applyPlatform, appsIn, namespaceNamed, NoneFits, type Files, type TestContext } from '../shared/kit.ts'
import { membersOf, othersIn, type Member } from '../mesh/mesh-member.ts'
import { gatewayNamespace } from '../mesh/network-member.ts'
import { openSidecars } from '../mesh/sidecars.ts'
import { applyGateway, exposures } from '../traffic/exposed-app.ts'
import { chainFrom, reachedFrom } from './trace-chain.ts'
import { openGateway, type TraceGateway } from './trace-gateway.ts'
import { openPods, type TracedPod } from './trace-pods.ts'
import { startTraceStore, type TraceStore } from './trace-store.ts'

interface Walk {
  readonly host: string
  readonly visit: Visit
  readonly members: readonly Member[]
  readonly chain: readonly Member[]
  readonly commands: ReadonlyMap<string, AppCommand>
}

/** The exposed app with the longest way of `calls` that says how it is walked, and whose apps all run here. */
function walkIn(test: TestContext, files: Files): Walk {
  const apps = appsIn(files.keys(), test.cluster.name)
  const members = membersOf(files, apps)
  const commands = orThrow(
    commandsOf(
      test.estate.root,
      test.estate.source,
      members.map(({ name }) => name),
    ),
  )
  const isNode = ({ name }: Member) => commands.get(name)?.command[0] === 'node'
  const walks = exposures(files, test.cluster.name, apps).flatMap(({ app, host }): readonly Walk[] => {
    const first = members.find(({ name, namespace }) => name === app.name && namespace === app.team)
    const visit = commands.get(app.name)?.visit
    if (first === undefined || visit === undefined) return []
    const reached = reachedFrom(first, members)
    return reached.every(isNode) ? [{ host, visit, members: reached, chain: chainFrom(first, members), commands }] : []
  })
  const [walk] = walks.sort((one, other) => other.chain.length - one.chain.length)
  if (walk === undefined)
    throw new NoneFits('no exposed app whose rehearse.json has a `visit` calls others that all run by node')
  return walk
}

export const serviceOf = ({ name, namespace }: Member): string => `${name}.${namespace}`

export interface Played extends Walk {
  readonly gateway: TraceGateway
  readonly store: TraceStore
  readonly pods: readonly TracedPod[]
}

/** @param more a query and headers beside the visit's own */
export const visitBy = (
  { gateway, host, visit: { path, headers, ...rest } }: Played,
  more: { readonly query?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<GatewayAnswer> =>
  gateway.ask({ ...rest, host, path: `${path}${more.query ?? ''}`, headers: { ...headers, ...more.headers } })

export async function open(test: TestContext): Promise<Played> {
  const files = test.sabotaged(test.estate.files())
  const walk = walkIn(test, files)
  const sidecars = await openSidecars(test, files)
  await test.kube.apply(namespaceNamed(gatewayNamespace))
  await applyGateway(test)
  const store = await startTraceStore(test, files)
  await applyPlatform(test, files, /\/mesh\/telemetry-default\.yaml$/)
  const account = othersIn(files, test.cluster.name, membersOf(files, appsIn(files.keys(), test.cluster.name))).find(
    ({ namespace }) => namespace === gatewayNamespace,
  )?.serviceAccount
  const [pods, gateway] = await Promise.all([
    openPods(test, files, sidecars, walk.members, walk.commands),
    openGateway(test, files, sidecars, account ?? gatewayNamespace),
  ])
  return { ...walk, gateway, store, pods }
}
