import { show, type Issue } from '@slipway/core'
import { issueIn, type Draft } from '../read/app-draft.ts'
import type { SpecPart } from '../shape/app.ts'
import { hasRequests, mainProtocol, portOf } from '../shape/extra-port.ts'
import { edges, insideDomains } from './call-edges.ts'
import { givenTexts } from './given-texts.ts'

/** A name with a port, where an address begins. */
const address = /(?:^|[\s,;=@"'/])([a-z][a-z0-9-]{0,39})((?:\.[a-z0-9-]{1,63}){0,4}):(\d{1,5})(?![\w.:-])/g

interface Callee {
  /**
   * Ports of its Service: 80 for a main port of requests, whatever the container listens on; all others keep their
   * numbers.
   */
  readonly ports: readonly number[]
  readonly domains: readonly string[]
}

function calleeOf(spec: SpecPart | undefined): Callee | undefined {
  if ((spec?.kind !== 'http' && spec?.kind !== 'stateful') || spec.team === undefined) return undefined
  const main = hasRequests(mainProtocol(spec)) ? 80 : spec.port
  const ports = [main, ...Object.entries(spec.ports ?? {}).map(([name, given]) => portOf(name, given).number)]
  return { ports: ports.flatMap((number) => number ?? []), domains: insideDomains(spec.team) }
}

/** Its own by a port that it has not. */
const wrongPorts = (text: string, called: ReadonlyMap<string, Callee>) =>
  [...text.matchAll(address)].flatMap(([, name = '', domain = '', port = '']) => {
    const { ports = [], domains = [] } = called.get(name) ?? {}
    const [main] = ports
    if (main === undefined || !domains.includes(domain) || ports.includes(Number(port))) return []
    return [{ name, host: `${name}${domain}`, port, main, others: ports.slice(1) }]
  })

/** An app that is called by a port which its Service has not: green here, and no connection there. */
export function calledPortIssues(app: Draft, apps: ReadonlyMap<string, Draft>): readonly Issue[] {
  return [...app.parts].flatMap(([env, spec]) => {
    const called = new Map(
      edges(app, env).flatMap(({ to }) => {
        const callee = calleeOf(apps.get(to)?.parts.get(env))
        return callee === undefined ? [] : [[to, callee] as const]
      }),
    )
    if (called.size === 0) return []
    return givenTexts(spec).flatMap(({ at, text }) =>
      wrongPorts(text, called).map(({ name, host, port, main, others }) => {
        const more = others.map((one) => `, ${one}`).join('')
        const want = `a port that the Service of ${name} has: ${main}, which leads to its main port${more}`
        return issueIn(app, env, at, 'called-port', show(`${host}:${port}`), want, `write "${host}:${main}"`)
      }),
    )
  })
}
