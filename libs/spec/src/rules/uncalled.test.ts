import { expect, it } from 'vitest'
import { told, web } from '../../test/temporary-estate.ts'

const add = (at: string) => `apps/web/app.ts: ${at} [uncalled] add "orders" to calls`

it.each<[string, object, ...string[]]>([
  ['an address', { env: { A: 'http://orders:8080/v1' } }, add('env.A')],
  ['its full name, with a user', { env: { A: 'redis://me@orders.shop.svc.cluster.local' } }, add('env.A')],
  ['in a command', { command: ['run', '--to=http://orders.shop'] }, add('command[1]')],
  ['one that it calls', { env: { A: 'http://orders' }, calls: ['orders'] }],
  ['itself', { env: { A: 'http://web' } }],
  ['a name in a longer one', { env: { A: 'https://orders.example.com', B: 'http://orders-old' } }],
  ['a bucket and a page on a phone', { env: { A: 's3://orders/daily', B: 'shop://orders/7', C: 'api://orders' } }],
  [
    'what a token and a browser say',
    { env: { JWT_AUDIENCE: 'https://orders', TOKEN_ISSUER: 'http://orders.shop', ORIGINS: 'http://orders' } },
  ],
  ['a word that is no address', { env: { A: 'orders', B: 'orders:80' } }],
])('%s', async (_, over, ...lines) => {
  expect(await told({ 'apps/web/app.ts': { ...web, ...over }, 'apps/orders/app.ts': web })).toEqual(lines)
})

it('says under which name another team is reached', async () => {
  const apps = {
    'apps/web/app.ts': { ...web, env: { A: 'http://orders' } },
    'apps/orders/app.ts': { ...web, team: 'finance' },
  }
  expect(await told(apps)).toEqual([
    'apps/web/app.ts: env.A [uncalled] add "orders" to calls, and call it orders.finance: names of other teams have it',
  ])
})
