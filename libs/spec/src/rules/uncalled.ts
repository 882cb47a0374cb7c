import { show, type Issue } from '@slipway/core'
import { issueIn, type Draft } from '../read/app-draft.ts'
import { edges, insideDomains } from './call-edges.ts'
import { givenTexts } from './given-texts.ts'

/**
 * Schemes of connections to a host. Others name something else: `s3://orders` a bucket, `shop://orders` a page of an
 * app on a phone.
 */
const schemes =
  'https?|wss?|grpcs?|tcp|tls|rediss?|valkey|memcached|postgres|postgresql|mysql|mariadb|mongodb|amqps?|mqtts?|nats'
/** The host of a URL, by its first label and the rest. */
const address = new RegExp(
  String.raw`\b(?:${schemes})(?:\+[a-z0-9]+)?://(?:[^@/\s]*@)?([a-z][a-z0-9-]{0,39})((?:\.[a-z0-9-]{1,63}){0,4})(?=[:/?\s"',;]|$)`,
  'g',
)

/** Variables that hold what a token or a browser says, and to which nobody connects. */
const unconnected = /(?:AUD|AUDIENCE|ISS|ISSUER|ORIGIN|REALM|RESOURCE|SCOPE)S?$/i

/** An address of an app that is not in `calls`: green here, and no policy lets the connection through there. */
export function uncalledIssues(app: Draft, apps: ReadonlyMap<string, Draft>): readonly Issue[] {
  return [...app.parts].flatMap(([env, spec]) => {
    if (spec.kind === 'function') return []
    const called = new Set([app.name, ...edges(app, env).map(({ to }) => to)])
    return givenTexts(spec).flatMap(({ at, text, variable = '' }) =>
      unconnected.test(variable)
        ? []
        : [...text.matchAll(address)].flatMap(([, name = '', domain = '']) => {
            const callee = called.has(name) ? undefined : apps.get(name)?.parts.get(env)
            if (callee?.kind !== 'http' && callee?.kind !== 'stateful') return []
            if (!insideDomains(callee.team ?? '').includes(domain)) return []
            const want = 'an app that is in calls: all others are out of reach'
            const isShort = domain === '' && callee.team !== spec.team
            const hint = `add "${name}" to calls${isShort ? `, and call it ${name}.${callee.team ?? ''}: names of other teams have it` : ''}`
            return [issueIn(app, env, at, 'uncalled', show(`${name}${domain}`), want, hint)]
          }),
    )
  })
}
