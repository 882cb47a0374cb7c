import { fieldPath, issue, show, type Issue } from '@slipway/core'
import type { Draft } from '../read/app-draft.ts'
import type { SpecPart } from '../shape/app.ts'
import { hasRequests, mainProtocol, portOf } from '../shape/extra-port.ts'
import { edges } from './call-edges.ts'

/** A name with a port, where an address begins. */
const address = /(?:^|[\s,;=@"'/])([a-z][a-z0-9-]{0,39})((?:\.[a-z0-9-]{1,63}){0,4}):(\d{1,5})(?![\w.:-])/g

/** Its Service has 80 for a main port of HTTP, whatever the container listens on; all others keep their numbers. */
function servicePorts(spec: SpecPart): readonly number[] {
  if (spec.kind !== 'http' && spec.kind !== 'stateful') return []
  const main = hasRequests(mainProtocol(spec)) ? 80 : spec.port
  return [main, ...Object.entries(spec.ports ?? {}).map(([name, given]) => portOf(name, given).number)].flatMap(
    (number) => number ?? [],
  )
}

function* texts(spec: SpecPart): Generator<readonly [at: string, text: string]> {
  const start = function* (at: string, all: readonly string[] = []) {
    for (const [i, text] of all.entries()) yield [`${at}[${i}]`, text] as const
  }
  for (const [name, value] of Object.entries(spec.env ?? {}))
    if (typeof value === 'string') yield [fieldPath(['env', name]), value]
  yield* start('command', spec.command)
  if (spec.kind === 'function') return
  yield* start('args', spec.args)
  for (const [i, { env = {}, command, args }] of (spec.sidecars ?? []).entries()) {
    for (const [name, value] of Object.entries(env)) yield [fieldPath(['sidecars', i, 'env', name]), value]
    yield* start(`sidecars[${i}].command`, command)
    yield* start(`sidecars[${i}].args`, args)
  }
}

/** An app that is called by a port which its Service has not: green here, and no connection there. */
export function calledPortIssues(app: Draft, apps: ReadonlyMap<string, Draft>): readonly Issue[] {
  return [...app.parts].flatMap(([env, spec]) => {
    const called = new Map(
      edges(app, env).flatMap(({ to }) => {
        const callee = apps.get(to)?.parts.get(env)
        const ports = callee === undefined ? [] : servicePorts(callee)
        return ports.length === 0 || callee?.team === undefined ? [] : [[to, { ports, team: callee.team }] as const]
      }),
    )
    if (called.size === 0) return []
    return [...texts(spec)].flatMap(([at, text]) =>
      [...text.matchAll(address)].flatMap(([, name = '', domain = '', port = '']): Issue[] => {
        const callee = called.get(name)
        const inside = ['', '', '.svc', '.svc.cluster.local'].map((end, i) => (i === 0 ? '' : `.${callee?.team}${end}`))
        if (callee === undefined || !inside.includes(domain) || callee.ports.includes(Number(port))) return []
        const [main] = callee.ports
        const others = callee.ports.slice(1).map((one) => `, ${one}`)
        const want = `a port that the Service of ${name} has: ${main}, which leads to its main port${others.join('')}`
        const got = show(`${name}${domain}:${port}`)
        return [issue(app.file, app.place(env, at), 'called-port', got, want, `write "${name}${domain}:${main}"`)]
      }),
    )
  })
}
