import { show, suggestion, type Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { MergedSpec } from './app.ts'
import type { AppSource } from './load.ts'
import type { Call } from './traffic.ts'

type Edge = { readonly index: number; readonly to: string; readonly optional: boolean }

/** The app that a call names, or nothing when it goes to an outside host. */
export const calledApp = (call: Call): string | undefined => (typeof call === 'string' ? call : 'app' in call ? call.app : undefined)

const edges = (spec: MergedSpec | undefined): readonly Edge[] =>
  (spec?.calls ?? []).flatMap((c, index) => {
    const to = calledApp(c)
    return to === undefined ? [] : [{ index, to, optional: typeof c === 'object' && 'optional' in c && c.optional }]
  })

const at = ({ index }: Edge) => `calls[${index}]`

function targetIssues(app: AppSource, apps: ReadonlyMap<string, AppSource>, names: readonly string[]): Issue[] {
  return [...app.specs.values()].flatMap(edges).flatMap((edge): Issue[] => {
    const { to } = edge
    const place = { file: app.file, at: at(edge) }
    const kind = [...(apps.get(to)?.specs.values() ?? [])][0]?.kind
    const others = names.filter((n) => n !== app.name)
    if (to === app.name) return [{ ...place, code: 'call-self', got: show(to), want: 'another app', hint: 'take it out' }]
    if (!names.includes(to)) return [{ ...place, code: 'unknown-call', got: show(to), want: 'the name of an app in apps/', hint: suggestion(to, others) }]
    if (kind === undefined || kind === 'http' || kind === 'stateful') return []
    return [{ ...place, code: 'call-no-server', got: `${show(to)}, a ${kind}`, want: 'an app of kind http or stateful', hint: `take it out, or give ${to} kind "http"` }]
  })
}

/** A call needs its target wherever the caller runs: else the caller would be promised a name that does not resolve. */
function presenceIssues(app: AppSource, apps: ReadonlyMap<string, AppSource>, fleet: Fleet): Issue[] {
  return fleet.clusters.filter((c) => app.releases.has(c.name)).flatMap((cluster) =>
    edges(app.specs.get(cluster.environment))
      .filter(({ to }) => apps.get(to)?.releases.has(cluster.name) === false)
      .map((edge) => ({
        file: app.file, at: at(edge), code: 'call-absent', got: `${show(edge.to)}, which is not in cluster ${cluster.name}`,
        want: `an app that exists wherever ${app.name} does`,
        hint: `release ${edge.to} there first (apps/${edge.to}/releases/${cluster.name}.json)`,
      })),
  )
}

/** Every host and path belongs to one app; the later of two claims (by app name) is told about the earlier. */
function hostIssues(apps: readonly AppSource[], fleet: Fleet): Issue[] {
  return fleet.environments.flatMap((env) => {
    const owners = new Map<string, AppSource>()
    return apps.flatMap((app) => {
      const spec = app.specs.get(env)
      if (spec?.kind !== 'http' || spec.expose === undefined) return []
      const { host, path } = spec.expose
      return [path].flat().flatMap((p): Issue[] => {
        const key = `${host} ${p}`
        const owner = owners.get(key)
        if (owner === undefined) owners.set(key, app)
        if (owner === undefined || owner === app) return []
        return [{ file: app.file, at: 'expose.path', code: 'path-taken', got: `host ${show(host)}, path ${show(p)}`, want: `a path that no other app has (${owner.file} has it)`, hint: 'take another path or another host' }]
      })
    })
  })
}

/** Apps that wait for each other can never start: each would be ready only after the other. Found once per cycle, told at its first app. */
function cycleIssues(apps: readonly AppSource[], byName: ReadonlyMap<string, AppSource>): Issue[] {
  const needed = (name: string) => [...new Set([...(byName.get(name)?.specs.values() ?? [])].flatMap(edges).filter((e) => !e.optional).map((e) => e.to))]
  const found = new Map<string, readonly string[]>()
  const done = new Set<string>()
  const visit = (name: string, trail: readonly string[]) => {
    const start = trail.indexOf(name)
    if (start >= 0) {
      const cycle = trail.slice(start)
      const least = cycle.indexOf([...cycle].sort()[0] ?? '')
      const turned = [...cycle.slice(least), ...cycle.slice(0, least)]
      found.set(turned.join(), turned)
      return
    }
    if (done.has(name)) return
    for (const next of needed(name)) if (next !== name) visit(next, [...trail, name])
    done.add(name)
  }
  for (const app of apps) visit(app.name, [])
  return [...found.values()].flatMap((cycle): Issue[] => {
    const app = byName.get(cycle[0] ?? '')
    if (app === undefined) return []
    const edge = [...app.specs.values()].flatMap(edges).find((e) => e.to === cycle[1])
    return [{
      file: app.file, at: edge === undefined ? 'calls' : at(edge), code: 'call-cycle', got: [...cycle, cycle[0]].join(' -> '), want: 'no circle of apps that wait for each other',
      hint: `mark one call as optional: { app: "${cycle[1]}", optional: true }`,
    }]
  })
}

/**
 * The rules that need to see all apps.
 * @param apps those whose own specs are sound
 * @param names of all app folders, so that a call to an app with a broken spec is not called unknown as well
 */
export function estateRules(apps: readonly AppSource[], names: readonly string[], fleet: Fleet): readonly Issue[] {
  const byName = new Map<string, AppSource>(apps.map((a) => [a.name, a]))
  return [
    ...apps.flatMap((app) => [...targetIssues(app, byName, names), ...presenceIssues(app, byName, fleet)]),
    ...hostIssues(apps, fleet),
    ...cycleIssues(apps, byName),
  ]
}
