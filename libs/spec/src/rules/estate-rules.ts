import { show, suggestion, type Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { calledApp } from '../shape/call.ts'
import type { Draft } from '../read/app-draft.ts'

interface Edge {
  readonly at: string
  readonly to: string
  readonly optional: boolean
}

const edges = (app: Draft | undefined, env: string): readonly Edge[] =>
  (app?.parts.get(env)?.calls ?? []).flatMap((c, index) => {
    const to = calledApp(c)
    return to === undefined
      ? []
      : [
          {
            at: app?.place(env, `calls[${index}]`) ?? '',
            to,
            optional: typeof c === 'object' && 'optional' in c && c.optional,
          },
        ]
  })

/** Names that exist and that the call may go to. The same call in several environments is told once, where it was written. */
function targetIssues(app: Draft, apps: ReadonlyMap<string, Draft>, names: readonly string[]): Issue[] {
  const others = names.filter((n) => n !== app.name)
  return [...app.parts.keys()].flatMap((env) =>
    edges(app, env).flatMap(({ at, to }): Issue[] => {
      const place = { file: app.file, at }
      const kind = apps.get(to)?.parts.get(env)?.kind
      if (to === app.name)
        return [
          {
            ...place,
            code: 'call-self',
            got: show(to),
            want: 'another app',
            hint: 'take it out: an app reaches itself without the network',
          },
        ]
      if (!names.includes(to))
        return [
          {
            ...place,
            code: 'unknown-call',
            got: show(to),
            want: 'the name of an app in apps/',
            hint: suggestion(to, others),
          },
        ]
      if (kind === undefined || kind === 'http' || kind === 'stateful') return []
      return [
        {
          ...place,
          code: 'call-no-server',
          got: `${show(to)}, a ${kind}`,
          want: 'an app of kind http or stateful',
          hint: `take it out, or give ${to} kind "http"`,
        },
      ]
    }),
  )
}

/** A call needs its target wherever the caller runs: else the caller would be promised a name that does not resolve. */
function presenceIssues(app: Draft, apps: ReadonlyMap<string, Draft>, fleet: Fleet): Issue[] {
  const missing = new Map<string, { edge: Edge; clusters: string[] }>()
  for (const cluster of fleet.clusters.filter((c) => app.present.has(c.name))) {
    for (const edge of edges(app, cluster.environment)) {
      const target = apps.get(edge.to)
      if (target === undefined || target === app || target.present.has(cluster.name)) continue
      const key = `${edge.at} ${edge.to}`
      missing.set(key, { edge, clusters: [...(missing.get(key)?.clusters ?? []), cluster.name] })
    }
  }
  return [...missing.values()].map(({ edge: { at, to }, clusters }) => ({
    file: app.file,
    at,
    code: 'call-absent',
    got: `${show(to)}, which is not in ${clusters.join(', ')}`,
    want: `an app that exists wherever ${app.name} does`,
    hint: `release ${to} there first (${clusters.map((c) => `apps/${to}/releases/${c}.json`).join(', ')})`,
  }))
}

/** Every host and path belongs to one app; the later of two claims (by app name) is told about the earlier. */
function hostIssues(apps: readonly Draft[], fleet: Fleet): Issue[] {
  return fleet.environments.flatMap((env) => {
    const owners = new Map<string, Draft>()
    return apps.flatMap((app) => {
      const spec = app.parts.get(env)
      if (spec?.kind !== 'http' || spec.expose === undefined) return []
      const { host, path } = spec.expose
      return [path].flat().flatMap((p, i): Issue[] => {
        const key = `${host} ${p}`
        const owner = owners.get(key)
        if (owner === undefined) owners.set(key, app)
        if (owner === undefined || owner === app) return []
        const at = app.place(env, Array.isArray(path) ? `expose.path[${i}]` : 'expose.path')
        return [
          {
            file: app.file,
            at,
            code: 'path-taken',
            got: `host ${show(host)}, path ${show(p)}`,
            want: `a path that no other app has (${owner.file} has it)`,
            hint: 'take another path or another host',
          },
        ]
      })
    })
  })
}

/** The circles among apps that need each other, each begun at its first app by name. */
function circles(
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
      const turned = [...cycle.slice(least), ...cycle.slice(0, least)]
      found.set(turned.join(), turned)
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

/** Apps that wait for each other can never start: each would be ready only after the other. Told at the first app of the circle. */
function cycleIssues(apps: readonly Draft[], byName: ReadonlyMap<string, Draft>, fleet: Fleet): Issue[] {
  return fleet.environments.flatMap((env) =>
    circles(apps, byName, env).flatMap((cycle): Issue[] => {
      const [first = '', second = ''] = cycle
      const app = byName.get(first)
      if (app === undefined) return []
      const at = edges(app, env).find((e) => e.to === second)?.at ?? 'calls'
      const hint = `where one can start without the other, say so: { app: "${second}", optional: true }`
      return [
        {
          file: app.file,
          at,
          code: 'call-cycle',
          got: [...cycle, first].join(' -> '),
          want: 'no circle of apps that wait for each other',
          hint,
        },
      ]
    }),
  )
}

/** Two things that would put their address into one environment variable. */
function variableIssues(app: Draft): Issue[] {
  const constant = (name: string) => name.toUpperCase().replaceAll('-', '_')
  return [...app.parts.entries()].flatMap(([env, spec]) => {
    const queues = new Set(
      [...(spec.sends ?? []), ...(spec.kind === 'worker' && spec.queue !== undefined ? [spec.queue] : [])].map(
        (q) => `${constant(q)}_QUEUE_URL`,
      ),
    )
    return edges(app, env)
      .filter((e) => queues.has(`${constant(e.to)}_URL`))
      .map(
        (e): Issue => ({
          file: app.file,
          at: e.at,
          code: 'variable-clash',
          got: `${constant(e.to)}_URL for this app and for a queue`,
          want: 'one address in each environment variable',
          hint: 'rename the queue or the app',
        }),
      )
  })
}

/**
 * The rules that need to see all apps.
 * @param apps as far as they could be read
 * @param names of all app folders, so that a call to an app that could not be read is not called unknown as well
 */
export function estateRules(apps: readonly Draft[], names: readonly string[], fleet: Fleet): readonly Issue[] {
  const byName = new Map<string, Draft>(apps.map((a) => [a.name, a]))
  return [
    ...apps.flatMap((app) => [
      ...targetIssues(app, byName, names),
      ...presenceIssues(app, byName, fleet),
      ...variableIssues(app),
    ]),
    ...hostIssues(apps, fleet),
    ...cycleIssues(apps, byName, fleet),
  ]
}
