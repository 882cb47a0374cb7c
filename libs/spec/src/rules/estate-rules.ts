import { issue, show, suggestion, type Issue, type Problem } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { queuesOf, queueVariable, urlVariable } from '../shape/variables.ts'
import { issueIn, type Draft } from '../read/app-draft.ts'
import { streamIssues } from './stream-rules.ts'
import { acceptedCalls, ownSecrets, wordIssues } from './accept-rules.ts'
import { type Edge, edges } from './call-edges.ts'
import { calledPortIssues } from './called-port.ts'
import { idleTimes } from './idle-times.ts'
import { uncalledIssues } from './uncalled.ts'
import { domainIssues } from './domain-rules.ts'
import { functionIssues } from './function-issues.ts'
import { gpuIssues } from './gpu-rules.ts'
import { imageIssues } from './image-rules.ts'
import { needIssues } from './needs/need-rules.ts'
import { hostIssues } from './host-rules.ts'
import { useIssues } from './needs/use-issues.ts'
import type { AppSource } from '../read/read-app.ts'

/** How to write a host or an address that stands in the place of an app's name. */
function outside(to: string): string | undefined {
  const [, host, port] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^@/]*@)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::(\d+))?(?:\/.*)?$/i.exec(to) ?? []
  if (host === undefined) return undefined
  return `for a host outside write { host: "${host.toLowerCase()}"${port === undefined ? '' : `, port: ${port}`} }`
}

/** `http://pricing:8080` means `pricing`. */
const nameOfAddress = (to: string): string => /^[a-z]+:\/\/([a-z0-9-]+)(?::\d+)?(?:\/|$)/i.exec(to)?.[1] ?? to

/** To unknown apps, to itself, or to apps that serve nothing. */
function targetIssues(app: Draft, apps: ReadonlyMap<string, Draft>, names: ReadonlySet<string>): Issue[] {
  return [...app.parts.keys()].flatMap((env) =>
    edges(app, env).flatMap(({ at, to, api }): Issue[] => {
      const wrong = (...problem: Problem) => [issue(app.file, at, ...problem)]
      const kind = apps.get(to)?.parts.get(env)?.kind
      if (to === app.name)
        return wrong('call-self', show(to), 'another app', 'take it out: an app reaches itself without the network')
      if (!names.has(to)) {
        const others = [...names].filter((n) => n !== app.name)
        return wrong(
          'unknown-call',
          show(to),
          'the name of an app in apps/',
          outside(to) ?? suggestion(nameOfAddress(to), others),
        )
      }
      const callee = apps.get(to)
      const spec = callee?.parts.get(env)
      const named = spec !== undefined && 'api' in spec ? spec.api : undefined
      if (api !== undefined && callee !== undefined && spec !== undefined && named !== api) {
        const other =
          named === undefined ? `add api: ${show(api)} to ${callee.file}, or take it out here` : `write ${show(named)}`
        const want = named === undefined ? `an app with a contract` : `the contract of ${to}, as ${callee.file} has it`
        return wrong('unknown-api', `${show(api)} of ${show(to)}`, want, other)
      }
      if (kind === undefined || kind === 'http' || (spec?.kind === 'stateful' && spec.port !== undefined)) return []
      const hint =
        kind === 'function'
          ? 'call it by its host, as people do: { host: "..." }'
          : kind === 'stateful'
            ? `take it out, or give ${to} a port`
            : `take it out, or give ${to} kind "http"`
      return wrong(
        'call-no-server',
        `${show(to)}, a ${kind}${kind === 'stateful' ? ' without a port' : ''}`,
        'an app of kind http or stateful',
        hint,
      )
    }),
  )
}

/**
 * A Service of a team by its full name, as if it were a host outside: an app has its address and its rights by its
 * name.
 */
function insideIssues(app: Draft, known: ReadonlySet<string>, { teams }: Fleet): Issue[] {
  return [...app.parts].flatMap(([env, { calls = [] }]) =>
    calls.flatMap((call, i) => {
      const host = typeof call === 'object' && 'host' in call ? call.host : ''
      const [, to = '', team = ''] = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(host) ?? []
      if (!teams.has(team as never)) return []
      const want = 'an app by its name, or a host outside of the cluster'
      const hint = known.has(to)
        ? `write calls: ["${to}"]`
        : `make "${to}" an app of its own, in a folder of apps/, and name that`
      return [issueIn(app, env, `calls[${i}].host`, 'host-inside', show(host), want, hint)]
    }),
  )
}

/**
 * The target must exist wherever the caller runs, or it is never ready. In the first environment new apps come in any
 * order, and a call that can wait does so everywhere: `check` only warns of those (call-resolves).
 */
function presenceIssues(app: Draft, apps: ReadonlyMap<string, Draft>, fleet: Fleet): Issue[] {
  const missing = new Map<string, { edge: Edge; clusters: string[] }>()
  const [first] = fleet.environments
  for (const cluster of fleet.clusters.filter((c) => app.present.has(c.name) && c.environment !== first)) {
    for (const edge of edges(app, cluster.environment)) {
      if (edge.optional) continue
      const target = apps.get(edge.to)
      if (target === undefined || target === app || target.present.has(cluster.name)) continue
      const key = `${edge.at} ${edge.to}`
      missing.set(key, { edge, clusters: [...(missing.get(key)?.clusters ?? []), cluster.name] })
    }
  }
  return [...missing.values()].map(({ edge: { at, to }, clusters }) =>
    issue(
      app.file,
      at,
      'call-absent',
      `${show(to)}, which is not in ${clusters.join(', ')}`,
      `an app that exists wherever ${app.name} does`,
      `release ${to} there first (${clusters.map((c) => `apps/${to}/releases/${c}.json`).join(', ')})`,
    ),
  )
}

/** Cycles of required calls, each starting at its first app by name. */
function cycles(
  apps: readonly Draft[],
  byName: ReadonlyMap<string, Draft>,
  env: string,
): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>()
  const done = new Set<string>()
  const visit = (name: string, trail: readonly string[]) => {
    const start = trail.indexOf(name)
    if (start >= 0) {
      const cycle = trail.slice(start)
      const least = cycle.indexOf([...cycle].sort()[0] ?? '')
      const rotated = [...cycle.slice(least), ...cycle.slice(0, least)]
      found.set(rotated.join(), rotated)
      return
    }
    if (done.has(name)) return
    for (const { to, optional } of edges(byName.get(name), env))
      if (!optional && to !== name) visit(to, [...trail, name])
    done.add(name)
  }
  for (const app of apps) visit(app.name, [])
  return [...found.values()]
}

/** They never become ready. Reported at the first app. */
function cycleIssues(apps: readonly Draft[], byName: ReadonlyMap<string, Draft>, fleet: Fleet): Issue[] {
  return fleet.environments.flatMap((env) =>
    cycles(apps, byName, env).flatMap((cycle): Issue[] => {
      const [first = '', second = ''] = cycle
      const app = byName.get(first)
      if (app === undefined) return []
      const at = edges(app, env).find((e) => e.to === second)?.at ?? 'calls'
      const hint = `where one can start without the other, say so: { app: "${second}", optional: true }`
      const want = 'no circle of apps that wait for each other'
      return [issue(app.file, at, 'call-cycle', [...cycle, first].join(' -> '), want, hint)]
    }),
  )
}

function variableIssues(app: Draft): Issue[] {
  return [...app.parts.entries()].flatMap(([env, spec]) => {
    const variables = queuesOf(spec).map(queueVariable)
    return edges(app, env).flatMap(({ at, to }) => {
      const variable = urlVariable(to)
      const want = 'one address in each environment variable'
      if (!variables.includes(variable)) return []
      const got = `${variable} for this app and for a queue`
      return [issue(app.file, at, 'variable-clash', got, want, 'rename the queue or the app')]
    })
  })
}

export function estateRules(apps: readonly Draft[], names: readonly string[], fleet: Fleet): readonly Issue[] {
  const byName = new Map<string, Draft>(apps.map((a) => [a.name, a]))
  const known = new Set(names)
  return [
    ...apps.flatMap((app) => [
      ...targetIssues(app, byName, known),
      ...insideIssues(app, known, fleet),
      ...presenceIssues(app, byName, fleet),
      ...variableIssues(app),
      ...idleTimes(app),
      ...calledPortIssues(app, byName),
      ...uncalledIssues(app, byName),
      ...acceptedCalls(app, byName),
      ...wordIssues(app, fleet),
      ...ownSecrets(app, fleet),
      ...domainIssues(app, fleet),
      ...gpuIssues(app, fleet),
      ...imageIssues(app, byName, known, fleet),
    ]),
    ...hostIssues(apps, fleet),
    ...needIssues(apps, fleet),
    ...useIssues(apps, fleet),
    ...functionIssues(apps, fleet),
    ...streamIssues(apps, fleet),
    ...cycleIssues(apps, byName, fleet),
  ]
}

/** All rules on an estate that was valid, with a release that its files do not have yet. */
export function placementIssues(apps: readonly AppSource[], fleet: Fleet): readonly Issue[] {
  const drafts = apps.map(
    (app): Draft => ({
      name: app.name,
      file: app.file,
      parts: app.specs,
      present: new Set(app.releases.keys()),
      place: (_, at) => at,
    }),
  )
  return estateRules(
    drafts,
    apps.map(({ name }) => name),
    fleet,
  )
}
