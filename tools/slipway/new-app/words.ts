import type { Kind } from '@slipway/spec'
import type { Language } from './languages.ts'

/** A field that a new app may begin with: a line or two of its spec, which its owner corrects. */
export interface StartWord {
  readonly name: string
  readonly what: string
  /** @returns why an app of this kind cannot have it */
  readonly refused: (kind: Kind, lang: Language) => string | undefined
  readonly fields: (app: string) => Readonly<Record<string, unknown>>
  /** The corrections to make, and what has to exist. */
  readonly next: (app: string) => string
}

const only =
  (...kinds: readonly Kind[]) =>
  (kind: Kind): string | undefined =>
    kinds.includes(kind) ? undefined : `only kind ${kinds.join(' and ')} ${kinds.length === 1 ? 'has' : 'have'} it`

export const startWords: readonly StartWord[] = [
  {
    name: 'database',
    what: 'calls a database of the VPC, with its URL from the secret store',
    refused: () => undefined,
    fields: (app) => ({
      calls: [{ host: `${app}-db.example.com`, port: 5432, private: true }],
      secrets: { DATABASE_URL: `${app}/db#url` },
    }),
    next: (app) => `Name your database in calls, and store its URL as the key "url" of the secret ${app}/db.`,
  },
  {
    name: 'own-database',
    what: 'owns a database of RDS, and signs in by IAM',
    refused: only('http', 'worker', 'cron', 'daemon', 'stateful'),
    fields: (app) => ({ needs: { database: { [app]: { engine: 'postgres-17' } } } }),
    next: () => 'Deploy the stacks of needs before the merge, and make the user of the database once (docs/needs.md).',
  },
  {
    name: 'migrate',
    what: 'changes its database before each new version starts',
    refused: only('http', 'worker', 'cron'),
    fields: () => ({ migrate: { command: ['migrate', 'up'] } }),
    next: () => 'Name the command of migrate; it runs in the image of the app.',
  },
  {
    name: 'host',
    what: 'is reached from outside, by a host of its own',
    refused: only('http'),
    fields: (app) => ({ expose: { host: app } }),
    next: (app) => `It is at ${app}.<domain of the cluster>; other hosts are in docs/hosts.md.`,
  },
  {
    name: 'queue',
    what: 'owns a queue and works on it',
    refused: only('worker'),
    fields: (app) => ({
      queue: app,
      needs: { queue: { [app]: {} } },
      scale: { min: 1, max: 10, on: { queue: 100 } },
    }),
    next: (app) =>
      `Who fills the queue says sends: ["${app}"]. Deploy the stack of needs before the code needs it (docs/needs.md); a queue that others own goes by queue alone.`,
  },
  {
    name: 'tcp',
    what: 'speaks another protocol than HTTP, as databases and brokers do',
    refused: (kind, lang) =>
      only('stateful')(kind) ?? (lang === 'image' ? undefined : 'what new-app writes speaks HTTP: say --lang image'),
    fields: () => ({
      protocol: 'tcp',
      health: { ready: { tcp: 'main' }, live: { tcp: 'main' } },
      metrics: false,
    }),
    next: () => 'Correct port; where the image has metrics, name their port and path.',
  },
  {
    name: 'peers',
    what: 'has pods that call each other',
    refused: only('stateful'),
    fields: () => ({ scale: 3, peers: true, apart: 'host' }),
    next: () => 'Its pods find each other by PEERS_HOST (docs/state.md).',
  },
]

export const startWordNames: readonly string[] = startWords.map(({ name }) => name)
