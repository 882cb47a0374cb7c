import { describe, expect, it } from 'vitest'
import { mailer, release, report, told, web, type Files } from '../../test/temporary-estate.ts'

const at = (name: string, ...clusters: string[]): Files =>
  Object.fromEntries(clusters.map((c) => [`apps/${name}/releases/${c}.json`, release]))
const apps = (specs: Readonly<Record<string, unknown>>): Files =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [`apps/${name}/app.ts`, spec]))

const circle = (second: string) => `where one can start without the other, say so: { app: "${second}", optional: true }`

const ledger = { ...web, team: 'finance' }
const gate = { name: 'gate', image: `acme/gate@sha256:${'a'.repeat(64)}`, cpu: '100m', memory: '64Mi' }
/** What is wrong between apps. */
const cases: [string, Files, ...string[]][] = [
  [
    'an app by the full name of its Service',
    apps({ web: { ...web, calls: [{ host: 'api.shop.svc.cluster.local', port: 80 }] }, api: web }),
    'apps/web/app.ts: calls[0].host [host-inside] write calls: ["api"]',
  ],
  [
    'a Service that is no app',
    apps({ web: { ...web, calls: [{ host: 'cache.shop.svc', port: 6379, private: true }] } }),
    'apps/web/app.ts: calls[0].host [host-inside] make "cache" an app of its own, in a folder of apps/, and name that',
  ],
  [
    "a call to another team's app, without its word",
    apps({ web: { ...web, calls: ['ledger'] }, ledger }),
    'apps/web/app.ts: calls[0] [call-unaccepted] ask its owners to add it',
  ],
  [
    "a word for another app is none, and the caller's own neither",
    apps({ web: { ...web, calls: ['ledger'], accepts: ['shop/web'] }, ledger: { ...ledger, accepts: ['shop/other'] } }),
    'apps/web/app.ts: calls[0] [call-unaccepted] ask its owners to add it',
  ],
  [
    "another team's secret, and one that names the environment",
    apps({
      web: {
        ...web,
        secrets: { A: 'finance/ledger/db#url', B: 'prod/shop/web#key', C: 'web/db#url', D: 'shop/web#a' },
        files: { '/a': { secret: 'finance/ledger/db#url@7' }, '/b': { secret: 'web/db#url@7' } },
        sidecars: [{ ...gate, secrets: { A: 'web/oidc#key', 'b.c': 'finance/ledger/oidc#key' } }],
      },
    }),
    'apps/web/app.ts: files."/a".secret [secret-foreign] store one for this team, or have the platform add it to teams.shop.may.secrets in fleet/fleet.ts',
    'apps/web/app.ts: secrets.A [secret-foreign] store one for this team, or have the platform add it to teams.shop.may.secrets in fleet/fleet.ts',
    'apps/web/app.ts: secrets.B [secret-foreign] store one for this team, or have the platform add it to teams.shop.may.secrets in fleet/fleet.ts',
    'apps/web/app.ts: sidecars[0].secrets."b.c" [secret-foreign] store one for this team, or have the platform add it to teams.shop.may.secrets in fleet/fleet.ts',
  ],
  [
    'a misspelt call',
    apps({ web: { ...web, calls: ['ledgr'] }, ledger: web }),
    'apps/web/app.ts: calls[0] [unknown-call] did you mean "ledger"?',
  ],
  [
    'a call in capitals',
    apps({ web: { ...web, calls: ['Ledger'] }, ledger: web }),
    'apps/web/app.ts: calls[0] [unknown-call] did you mean "ledger"?',
  ],
  [
    'a call by an address of before',
    apps({ web: { ...web, calls: ['http://ledger:8080/v1'] }, ledger: web, legal: web }),
    'apps/web/app.ts: calls[0] [unknown-call] did you mean "ledger"?',
  ],
  [
    'a whole host where the fleet has no domains',
    apps({ web: { ...web, expose: { host: 'www.globex.com' } } }),
    'apps/web/app.ts: expose.host [host-unknown] write "www": each cluster adds its own domain',
  ],
  [
    'an unknown call',
    apps({ web: { ...web, calls: ['payments'] }, ledger: web }),
    'apps/web/app.ts: calls[0] [unknown-call] use one of: ledger',
  ],
  [
    'a call to itself',
    apps({ web: { ...web, calls: ['web'] } }),
    'apps/web/app.ts: calls[0] [call-self] take it out: an app reaches itself without the network',
  ],
  [
    'a call to a worker',
    apps({ web: { ...web, calls: ['mailer'] }, mailer }),
    'apps/web/app.ts: calls[0] [call-no-server] take it out, or give mailer kind "http"',
  ],
  [
    'a call to a stateful app that listens nowhere',
    apps({
      web: { ...web, calls: ['beat'] },
      beat: {
        ...web,
        kind: 'stateful',
        port: undefined,
        health: { ready: { command: ['up'] }, live: { command: ['up'] } },
      },
    }),
    'apps/web/app.ts: calls[0] [call-no-server] take it out, or give beat a port',
  ],
  [
    'a call to a cron',
    apps({ web: { ...web, calls: ['job'] }, job: report }),
    'apps/web/app.ts: calls[0] [call-no-server] take it out, or give job kind "http"',
  ],
  [
    'a call to an app that is absent, but for the first environment',
    { ...apps({ web: { ...web, calls: ['ledger'] }, ledger: web }), ...at('web', 'dev', 'prod') },
    'apps/web/app.ts: calls[0] [call-absent] release ledger there first (apps/ledger/releases/prod.json)',
  ],
  [
    'a call to an app whose release file is broken is not called absent',
    {
      ...apps({ web: { ...web, calls: ['ledger'] }, ledger: web }),
      ...at('web', 'dev'),
      'apps/ledger/releases/dev.json': '{',
    },
    'apps/ledger/releases/dev.json:  [not-json] correct it, or take it from git again',
  ],
  [
    'a call to an app whose spec is broken is not called unknown',
    apps({ web: { ...web, calls: ['ledger'] }, ledger: 'throw 1' }),
    'apps/ledger/app.ts:  [does-not-run] correct what the message names',
  ],
  [
    'a circle of two',
    apps({ a: { ...web, calls: ['b'] }, b: { ...web, calls: ['a'] } }),
    `apps/a/app.ts: calls[0] [call-cycle] ${circle('b')}`,
  ],
  [
    'a circle of three',
    apps({ a: { ...web, calls: ['c'] }, b: { ...web, calls: ['a'] }, c: { ...web, calls: ['b'] } }),
    `apps/a/app.ts: calls[0] [call-cycle] ${circle('c')}`,
  ],
  [
    'a circle in one environment',
    apps({ a: { ...web, in: { prod: { calls: ['b'] } } }, b: { ...web, calls: ['a'] } }),
    `apps/a/app.ts: in.prod.calls[0] [call-cycle] ${circle('b')}`,
  ],
  [
    'a queue and an app that share a variable',
    apps({ web: { ...web, calls: ['orders-queue'], sends: ['orders'] }, 'orders-queue': web }),
    'apps/web/app.ts: calls[0] [variable-clash] rename the queue or the app',
  ],
  [
    'an unknown team',
    apps({ web: { ...web, team: 'shopp' } }),
    'apps/web/app.ts: team [unknown-team] did you mean "shop"?',
  ],
  [
    'a word for a team that is none',
    apps({ web: { ...web, accepts: ['shopp/orders'] } }),
    'apps/web/app.ts: accepts[0] [unknown-team] did you mean "shop/orders"?',
  ],
  [
    'a word of a queue for a team that is none',
    apps({ web: { ...web, needs: { queue: { orders: { workers: ['shop/later', 'finanse/*'] } } } } }),
    'apps/web/app.ts: needs.queue.orders.workers[1] [unknown-team] did you mean "finance/*"?',
  ],
  [
    'several files at once',
    {
      ...apps({ a: { ...web, cpu: '0' }, b: { ...web, calls: ['c'], memory: '1G' } }),
      'apps/c/app.yaml': 'kind: htttp\n',
    },
    'apps/a/app.ts: cpu [invalid-value] correct "cpu"',
    'apps/b/app.ts: memory [invalid-value] did you mean "1Gi"?',
    'apps/c/app.yaml: cpu [missing-field] add "cpu"',
    'apps/c/app.yaml: health [missing-field] add "health"',
    'apps/c/app.yaml: kind [invalid-value] did you mean "http"?',
    'apps/c/app.yaml: memory [missing-field] add "memory"',
    'apps/c/app.yaml: port [missing-field] add "port"',
    'apps/c/app.yaml: team [missing-field] add "team"',
  ],
  [
    'a bad fleet and a bad app',
    { ...apps({ web: { ...web, cpu: '0', in: { prod: { memory: '1' } } } }), 'fleet/fleet.ts': {} },
    'apps/web/app.ts: cpu [invalid-value] correct "cpu"',
    'apps/web/app.ts: in.prod.memory [invalid-value] did you mean "1Mi"?',
    'fleet/fleet.ts: email [missing-field] add "email"',
    'fleet/fleet.ts: environments [missing-field] add "environments"',
    'fleet/fleet.ts: name [missing-field] add "name"',
    'fleet/fleet.ts: repository [missing-field] add "repository"',
    'fleet/fleet.ts: teams [missing-field] add "teams"',
  ],
]

describe('what is wrong between apps is told once, at the app that can mend it', () => {
  it.each(cases)('%s', async (_, files, ...lines) => {
    expect(await told(files)).toEqual(lines)
  })
})

describe('apps that get along', () => {
  it.each([
    [
      'a circle with a call that can wait',
      apps({ a: { ...web, calls: ['b'] }, b: { ...web, calls: [{ app: 'a', optional: true }] } }),
    ],
    [
      'circles that close in different environments',
      apps({ a: { ...web, in: { dev: { calls: ['b'] } } }, b: { ...web, in: { prod: { calls: ['a'] } } } }),
    ],
    [
      'a call to an app that is there as well',
      { ...apps({ a: { ...web, calls: ['b'] }, b: web }), ...at('a', 'dev'), ...at('b', 'dev', 'prod') },
    ],
    [
      'a call to an app that is absent, in the first environment',
      { ...apps({ a: { ...web, calls: ['b'] }, b: web }), ...at('a', 'dev') },
    ],
    [
      'a call to an app that is absent and can be waited for',
      {
        ...apps({ a: { ...web, calls: [{ app: 'b', optional: true }] }, b: { ...web, calls: ['a'] } }),
        ...at('a', 'dev', 'prod'),
      },
    ],
    [
      "a call to another team's app with its word",
      apps({ web: { ...web, calls: ['ledger'] }, ledger: { ...ledger, accepts: ['shop/*'] } }),
    ],
    ['folders and files that are no apps', { ...apps({ a: web }), 'apps/README.md': 'x', 'apps/later/notes.txt': 'x' }],
  ])('%s', async (_, files) => {
    expect(await told(files)).toEqual([])
  })
})
