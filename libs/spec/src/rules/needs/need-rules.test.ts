import { describe, expect, it } from 'vitest'
import { envName } from '@slipway/core'
import { databaseUser, logicalId } from '@slipway/fleet'
import { loadEstate } from '../../read/load-estate.ts'
import { fleetFiles, inEstate, mailer, told, toldOf, web, type Files } from '../../../test/temporary-estate.ts'

const apps = (specs: Readonly<Record<string, unknown>>): Files =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [`apps/${name}/app.ts`, spec]))
const owner = (needs: unknown, more: object = {}) => ({ ...web, needs, ...more })
const finance = { team: 'finance' }

/** Apps in a fleet of the cluster `prod-eu` in its one environment. */
function inFleet(
  teams: readonly string[],
  specs: Readonly<Record<string, unknown>>,
  { environments = ['prod'], stacks = 'cloudformation' } = {},
): Files {
  const fleet = fleetFiles['fleet/fleet.ts'] as { teams: { shop: unknown } }
  const cluster = fleetFiles['fleet/clusters/prod.ts'] as object
  return {
    ...apps(specs),
    'fleet/fleet.ts': {
      ...fleet,
      environments,
      stacks,
      teams: Object.fromEntries(teams.map((t) => [t, fleet.teams.shop])),
    },
    'fleet/clusters/prod-eu.ts': { ...cluster, environment: environments[0], domain: 'eu.acme.example' },
    'fleet/clusters/prod.ts': { ...cluster, environment: environments[0] },
    'fleet/clusters/dev.ts': { ...cluster, environment: environments[0], domain: 'dev.acme.example' },
  }
}

const unownedHint = 'have its owner need it, or write "mails": { team: "<team>" } into `queues` in fleet/fleet.ts'
/** A fleet that names the queues that no app needs. */
const withQueues = (queues: object): Files => ({
  'fleet/fleet.ts': { ...(fleetFiles['fleet/fleet.ts'] as object), queues },
})

describe('what an app needs', () => {
  it.each([
    { bucket: { uploads: {}, raw: { versions: false, expire: '30d', size: '500Gi' } } },
    { table: { carts: { key: 'id' }, events: { key: 'id', sort: { name: 'at', type: 'number' }, expires: 'ttl' } } },
    { table: { seen: { key: 'id', sort: { name: 'until', type: 'number' }, expires: 'until' } } },
    { queue: { orders: { keep: '1d' }, slow: { late: '13d' } } },
    { queue: { orders: { work: '12h', attempts: 1, keep: '14d', late: '1h', accepts: ['finance/*'] } } },
    { topic: { placed: {} }, queue: { orders: { from: ['placed'] } } },
  ])('%j is sound', async (needs) => expect(await toldOf({ ...web, needs })).toEqual([]))

  it.each<[object, ...string[]]>([
    [{ buckets: {} }, 'needs.buckets [unknown-field] did you mean "bucket"?'],
    [{ bucket: { Uploads: {} } }, 'needs.bucket.Uploads [invalid-name] did you mean "uploads"?'],
    [{ bucket: { a: { expire: '30' } } }, 'needs.bucket.a.expire [invalid-value] correct "needs.bucket.a.expire"'],
    [{ bucket: { a: { expire: '3651d' } } }, 'needs.bucket.a.expire [invalid-value] correct "needs.bucket.a.expire"'],
    [{ table: { carts: {} } }, 'needs.table.carts.key [missing-field] add "needs.table.carts.key"'],
    [
      { table: { carts: { key: 'id', sort: { name: 'id', type: 'number' } } } },
      'needs.table.carts.sort [same-key] take it out, or name the attribute that tells items with one key apart',
    ],
    [
      { table: { carts: { key: 'id', expires: 'id' } } },
      'needs.table.carts.expires [expires-text] name another attribute, or say { name: "id", type: "number" } of the key',
    ],
    [
      { table: { carts: { key: 'id', sort: { name: 'at', type: 'binary' }, expires: 'at' } } },
      'needs.table.carts.expires [expires-text] name another attribute, or say { name: "at", type: "number" } of the key',
    ],
    [{ queue: { a: { late: '14d' } } }, 'needs.queue.a.late [late-over-keep] lower it, or raise keep'],
    [{ queue: { a: { keep: '2d', late: '48h' } } }, 'needs.queue.a.late [late-over-keep] lower it, or raise keep'],
    [{ queue: { a: { work: '13h' } } }, 'needs.queue.a.work [invalid-value] correct "needs.queue.a.work"'],
    [{ queue: { a: { keep: '15d' } } }, 'needs.queue.a.keep [invalid-value] correct "needs.queue.a.keep"'],
    [{ queue: { a: { attempts: 0 } } }, 'needs.queue.a.attempts [invalid-value] correct "needs.queue.a.attempts"'],
  ])('%j is not', async (needs, ...lines) => expect(await toldOf({ ...web, needs })).toEqual(lines))
})

describe('between apps', () => {
  it.each<[string, Files, ...string[]]>([
    [
      'a queue of two owners, be they of two teams',
      apps({ a: owner({ queue: { orders: {} } }), b: owner({ queue: { orders: {} } }, finance) }),
      'apps/b/app.ts: needs.queue.orders [need-owned-twice] take it out: an app that only sends to it says so in sends',
    ],
    [
      'a table of two owners in one team',
      apps({ a: owner({ table: { carts: { key: 'id' } } }), b: owner({ table: { carts: { key: 'id' } } }) }),
      'apps/b/app.ts: needs.table.carts [need-owned-twice] rename it, or take it out',
    ],
    [
      "another team's queue without its word",
      apps({ a: owner({ queue: { orders: {} } }), b: { ...web, ...finance, sends: ['orders'] } }),
      'apps/b/app.ts: sends[0] [need-unaccepted] ask its owners to add it',
    ],
    [
      "a worker on another team's queue, with a word for another",
      apps({
        a: owner({ queue: { orders: { workers: ['finance/c'] } } }),
        b: { ...mailer, ...finance, queue: 'orders' },
      }),
      'apps/b/app.ts: queue [need-unaccepted] ask its owners to add it',
    ],
    [
      "a worker on another team's queue, with a word to senders, and a sender with one to workers",
      apps({
        a: owner({ queue: { orders: { accepts: ['finance/*'] }, mails: { workers: ['finance/*'] } } }),
        b: { ...mailer, ...finance, queue: 'orders', sends: ['mails'] },
      }),
      'apps/b/app.ts: queue [need-unaccepted] ask its owners to add it',
      'apps/b/app.ts: sends[0] [need-unaccepted] ask its owners to add it',
    ],
    [
      'a topic that nobody has, and one of another team',
      apps({ a: owner({ topic: { placed: {} } }), b: owner({ queue: { q: { from: ['plced', 'placed'] } } }, finance) }),
      'apps/b/app.ts: needs.queue.q.from[0] [unknown-topic] did you mean "placed"?',
      'apps/b/app.ts: needs.queue.q.from[1] [need-unaccepted] ask its owners to add it',
    ],
    [
      'only one environment',
      apps({
        a: owner({ queue: { orders: {} } }),
        b: { ...web, in: { prod: { needs: { queue: { orders: {} } } } } },
      }),
      'apps/b/app.ts: in.prod.needs.queue.orders [need-owned-twice] take it out: an app that only sends to it says so in sends',
    ],
    [
      'queues that CloudFormation would call by one name',
      apps({ a: owner({ queue: { 'order-1': {}, [logicalId('order-1').toLowerCase()]: {} } }) }),
      `apps/a/app.ts: needs.queue.${logicalId('order-1').toLowerCase()} [need-alike] rename one of the two`,
    ],
    ...(['bucket', 'queue', 'topic'] as const).map((kind): [string, Files, string] => [
      `two of the kind ${kind} that OpenTofu would call by one name`,
      inFleet(['shop'], { a: owner({ [kind]: { 'a-b': {}, ab: {} } }) }, { stacks: 'opentofu' }),
      `apps/a/app.ts: needs.${kind}.ab [need-alike] rename one of the two`,
    ]),
    [
      'a queue that no app needs, of two teams',
      apps({ a: { ...web, sends: ['mails'] }, b: { ...mailer, ...finance, queue: 'mails' } }),
      ...['apps/a/app.ts: sends[0]', 'apps/b/app.ts: queue'].map((at) => `${at} [queue-unowned] ${unownedHint}`),
    ],
    [
      'a queue that no app needs, of one team',
      apps({ a: { ...web, sends: ['mails'] }, b: { ...mailer, queue: 'mails' } }),
    ],
    [
      'a queue that no app needs, where the fleet names such queues',
      { ...withQueues({}), ...apps({ a: { ...web, sends: ['mails'] } }) },
      `apps/a/app.ts: sends[0] [queue-unowned] ${unownedHint}`,
    ],
    [
      'a queue that the fleet names, of one team and the apps that it accepts',
      {
        ...withQueues({ mails: { team: 'shop', workers: ['finance/b'] } }),
        ...apps({
          a: { ...web, sends: ['mails'] },
          b: { ...mailer, ...finance, queue: 'mails' },
          c: { ...web, ...finance, sends: ['mails'] },
        }),
      },
      'apps/c/app.ts: sends[0] [need-unaccepted] ask its owners to add it',
    ],
    [
      'a queue that the fleet names, and an app needs',
      { ...withQueues({ orders: { team: 'shop' } }), ...apps({ a: owner({ queue: { orders: {} } }) }) },
      'apps/a/app.ts: needs.queue.orders [need-of-fleet] rename it, or take it out there: an app has its queues by `needs`',
    ],
    [
      'the topic of the pages of a cluster',
      inFleet(['shop'], { a: owner({ topic: { 'eu-alerts': {} } }) }),
      'apps/a/app.ts: needs.topic.eu-alerts [need-of-fleet] rename it',
    ],
    [
      "what tells a cluster's Karpenter of interruptions, as one's own and to send to",
      inFleet(
        ['shop'],
        { a: owner({ queue: { 'prod-eu': {} } }), b: { ...web, sends: ['prod-eu'] } },
        { environments: ['karpenter'] },
      ),
      'apps/a/app.ts: needs.queue.prod-eu [need-of-fleet] rename it',
      'apps/b/app.ts: sends[0] [need-of-fleet] rename it',
    ],
    [
      'a queue that is the dead-letter queue of another',
      apps({ a: owner({ queue: { payments: {} } }), b: owner({ queue: { 'payments-dead': {} } }, finance) }),
      'apps/b/app.ts: needs.queue.payments-dead [need-owned-twice] rename it, or take it out',
    ],
    [
      'a queue whose dead-letter queue is another, in one app',
      apps({ a: owner({ queue: { payments: {}, 'payments-dead': {} } }) }),
      'apps/a/app.ts: needs.queue.payments-dead [need-owned-twice] rename it, or take it out',
    ],
    [
      "another team's dead-letter queue, whatever its queue accepts",
      apps({
        a: owner({ queue: { payments: { accepts: ['finance/*'] } } }),
        b: { ...web, ...finance, sends: ['payments-dead'] },
        c: { ...mailer, ...finance, queue: 'payments-dead' },
      }),
      'apps/b/app.ts: sends[0] [need-unaccepted] name another queue',
      'apps/c/app.ts: queue [need-unaccepted] name another queue',
    ],
    ...[{ table: { 'eu-statements': { key: 'id' } } }, { bucket: { 'eu-statements': {} } }].map(
      (needs): [string, Files, string] => {
        const [kind = ''] = Object.keys(needs)
        const other = Object.fromEntries(Object.entries(needs).map(([k, v]) => [k, { statements: v['eu-statements'] }]))
        return [
          `a ${kind} of the team shop that is one of the team shop-eu`,
          inFleet(['shop', 'shop-eu'], { a: owner(other, { team: 'shop-eu' }), b: owner(needs) }),
          `apps/b/app.ts: needs.${kind}.eu-statements [need-owned-twice] rename it, or take it out`,
        ]
      },
    ),
  ])('%s', async (_, files, ...lines) => {
    expect(await told(files)).toEqual(lines)
  })

  it('is told by the name in AWS and whose that is', async () => {
    const files = {
      ...apps({ a: owner({ queue: { payments: {} } }), b: { ...web, ...finance, sends: ['payments-dead'] } }),
      ...apps({ c: owner({ queue: { 'payments-dead': {} }, topic: { alerts: {} } }) }),
    }
    const estate = await inEstate(files, loadEstate)
    expect(estate.ok ? [] : estate.issues.map(({ got }) => got)).toEqual([
      'dev-payments-dead in AWS, which is the dead-letter queue of "payments" of a, an app of the team shop',
      'dev-payments-dead in AWS, which is the dead-letter queue of "payments" of a, too',
      'dev-alerts in AWS, which is the topic of the pages of dev',
    ])
  })

  it("is refused where its user, as whom apps sign in, is another team's: a shortened name is a name as well", async () => {
    const long = 'customer-accounts-of-all-years'
    const place = { environment: envName('prod') }
    const user = databaseUser(long, 'shop-eu', place).replaceAll('_', '-')
    const alike = user.slice('prod-shop-'.length)
    expect(databaseUser(alike, 'shop', place).replaceAll('_', '-')).toBe(user)
    const database = (name: string) => ({ database: { [name]: { engine: 'postgres-17' } } })
    const files = inFleet(['shop', 'shop-eu'], {
      a: owner(database(long), { team: 'shop-eu' }),
      b: owner(database(alike)),
    })
    const clusters = Object.entries(files).filter(([file]) => file.startsWith('fleet/clusters/'))
    const zones = ['eu-west-1a', 'eu-west-1b']
    const wide = Object.fromEntries(clusters.map(([file, one]) => [file, { ...(one as object), zones }]))
    expect(await told({ ...files, ...wide })).toEqual([
      `apps/b/app.ts: needs.database.${alike} [need-owned-twice] rename it, or take it out`,
    ])
  })

  it('seeks near names for the first unknown topics alone: each with each would take its time', async () => {
    const from = Array.from({ length: 21 }, (_, i) => `order-placd${i}`)
    const lines = await told(apps({ a: owner({ topic: { 'order-placed': {} }, queue: { q: { from } } }) }))
    expect(lines.filter((line) => line.endsWith('did you mean "order-placed"?'))).toHaveLength(20)
    expect(lines).toHaveLength(21)
  })

  it.each<[string, Files]>([
    ['names that CloudFormation tells apart', apps({ a: owner({ queue: { 'a-b': {}, ab: {} } }) })],
    [
      'names that OpenTofu tells apart',
      inFleet(['shop'], { a: owner({ queue: { 'order-line': {}, orderline: {} } }) }, { stacks: 'opentofu' }),
    ],
    [
      "one's own team's dead-letter queue",
      apps({ a: owner({ queue: { payments: {} } }), b: { ...mailer, queue: 'payments-dead' } }),
    ],
    ["a topic of a queue's name", apps({ a: owner({ queue: { placed: {} }, topic: { 'placed-dead': {} } }) })],
    [
      'tables of one name in two teams',
      apps({ a: owner({ bucket: { x: {} } }), b: owner({ bucket: { x: {} } }, finance) }),
    ],
    [
      'the word of the other side',
      apps({
        a: owner({ queue: { orders: { accepts: ['finance/*'] } }, topic: { placed: { accepts: ['finance/b'] } } }),
        b: owner({ queue: { q: { from: ['placed'] } } }, { ...finance, sends: ['orders'] }),
      }),
    ],
    [
      'the word of the other side, to a worker',
      apps({
        a: owner({ queue: { orders: { workers: ['finance/*'] } } }),
        b: { ...mailer, ...finance, queue: 'orders' },
      }),
    ],
  ])('%s is sound', async (_, files) => expect(await told(files)).toEqual([]))
})
