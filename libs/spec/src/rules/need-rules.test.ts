import { describe, expect, it } from 'vitest'
import { mailer, told, toldOf, web, type Files } from '../../test/temporary-estate.ts'

const apps = (specs: Readonly<Record<string, unknown>>): Files =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [`apps/${name}/app.ts`, spec]))
const owner = (needs: unknown, more: object = {}) => ({ ...web, needs, ...more })
const finance = { team: 'finance' }

describe('what an app needs', () => {
  it.each([
    { bucket: { uploads: {}, raw: { versions: false, expire: '30d', size: '500Gi' } } },
    { table: { carts: { key: 'id' }, events: { key: 'id', sort: { name: 'at', type: 'number' }, expires: 'ttl' } } },
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
        a: owner({ queue: { orders: { accepts: ['finance/c'] } } }),
        b: { ...mailer, ...finance, queue: 'orders' },
      }),
      'apps/b/app.ts: queue [need-unaccepted] ask its owners to add it',
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
  ])('%s', async (_, files, ...lines) => {
    expect(await told(files)).toEqual(lines)
  })

  it.each<[string, Files]>([
    ['a queue that nobody needs', apps({ a: { ...web, sends: ['old'] }, b: { ...mailer, ...finance, queue: 'old' } })],
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
  ])('%s is sound', async (_, files) => expect(await told(files)).toEqual([]))
})
