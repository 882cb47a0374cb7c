import { expect, test } from 'vitest'
import { storeUsers } from './store-users.ts'

const users = storeUsers(
  new Map<string, unknown>([
    ['web', { team: 'shop', needs: { database: { books: { engine: 'postgres-17' } } } }],
    ['worker', { uses: { db: { database: 'shop/books', may: 'write' } } }],
    ['cron', { in: { prod: { uses: { db: { database: 'shop/books', may: 'write' }, c: { cache: 'shop/main' } } } } }],
    ['wrong', { uses: { a: null, b: { database: 7 }, c: 'shop/books' }, in: [] }],
    ['code', undefined],
  ]),
)

test.each<['database' | 'cache', string, string, ...string[]]>([
  ['database', 'prod-shop-books', 'prod', 'worker', 'cron'],
  ['database', 'dev-shop-books', 'dev', 'worker'],
  ['database', 'prod-shop-book', 'prod'],
  ['cache', 'prod-shop-main', 'prod', 'cron'],
  ['cache', 'prod-shop-books', 'prod'],
])('the %s %s is used in %s', (kind, name, environment, ...apps) =>
  expect(users(kind, name, environment)).toEqual(apps),
)
