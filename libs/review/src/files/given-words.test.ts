import { expect, test } from 'vitest'
import { nothingAround } from './file-risk.ts'
import { fileChange } from './files.ts'
import { file } from '../../test/changed-file.ts'

const around = {
  ...nothingAround,
  specData: (_: string, text: string): unknown => (text.startsWith('{') ? JSON.parse(text) : undefined),
}
const spec = (more: object) => JSON.stringify({ kind: 'http', team: 'shop', ...more })
const told = (before: string | undefined, after: string | undefined) =>
  fileChange(file('apps/web/app.ts', before, after), true, [], around).risks.map(({ level, code, data }) => [
    level,
    code,
    data,
  ])
const given = (at: string, who: string, level = 'medium') => [level, 'word-given', { at, who }]

test.each<[string, string | undefined, string | undefined, unknown[]]>([
  ['calls', spec({}), spec({ accepts: ['finance/ledger'] }), [given('accepts', 'finance/ledger')]],
  [
    'a whole team beside one app',
    spec({ accepts: ['finance/ledger'] }),
    spec({ accepts: ['finance/ledger', 'finance/*'] }),
    [given('accepts', 'finance/*')],
  ],
  [
    'messages, by queue and environment',
    spec({ needs: { queue: { orders: { accepts: ['finance/a'] } } } }),
    spec({
      needs: { queue: { orders: { accepts: ['finance/a'], workers: ['finance/a'] } } },
      prod: { needs: { topic: { sold: { accepts: ['data/b'] } } } },
    }),
    [given('needs.queue.orders.workers', 'finance/a'), given('prod.needs.topic.sold.accepts', 'data/b')],
  ],
  [
    'files',
    spec({ needs: { bucket: { a: {} } } }),
    spec({ needs: { bucket: { a: { readers: ['data/b'], writers: ['data/c'] } } } }),
    [given('needs.bucket.a.readers', 'data/b'), given('needs.bucket.a.writers', 'data/c')],
  ],
  [
    'a database',
    spec({ needs: { database: { books: { engine: 'postgres-17' } } } }),
    spec({ needs: { database: { books: { engine: 'postgres-17', writers: ['data/c'] } } } }),
    [given('needs.database.books.writers', 'data/c')],
  ],
  ['a new app', undefined, spec({ accepts: ['finance/ledger'] }), [given('accepts', 'finance/ledger', 'low')]],
  [
    'a spec that ran becomes data',
    "export default make({ accepts: ['a/b'] })",
    spec({ accepts: ['a/b', 'c/d'] }),
    [given('accepts', 'a/b', 'low'), given('accepts', 'c/d')],
  ],
  ['in another order', spec({ accepts: ['a/b', 'c/d'] }), spec({ accepts: ['c/d', 'a/b'] }), []],
  ['taken back', spec({ accepts: ['a/b'] }), spec({}), []],
  ['an app that goes', spec({ accepts: ['a/b'] }), undefined, []],
  ['a variable of that name', spec({}), spec({ env: { readers: 'a/b' } }), []],
])('%s', (_, before, after, risks) => {
  expect(told(before, after)).toEqual(risks)
})
