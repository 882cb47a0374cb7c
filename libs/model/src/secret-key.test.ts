import { expect, it } from 'vitest'
import { secretKeyOf, secretRoleName } from './secret-key.ts'

it.each([
  ['orders/stripe', undefined, 'prod/shop/orders/stripe'],
  ['stripe', undefined, 'prod/shop/stripe'],
  ['shop/orders/stripe', undefined, 'shop/orders/stripe'],
  ['shopping/stripe', undefined, 'prod/shop/shopping/stripe'],
  ['legacy/orders', ['legacy/'], 'legacy/orders'],
])('%s is the secret of the team, or what the fleet gives it', (written, given, key) => {
  expect(secretKeyOf(written, 'prod', 'shop', given)).toBe(key)
})

it('names roles within what IAM takes, each its own', () => {
  expect(secretRoleName({ name: 'prod-eu' as never }, 'shop')).toBe('prod-eu-secrets-shop')
  const long = ['a', 'b'].map((end) => secretRoleName({ name: 'c'.repeat(30) as never }, `${'t'.repeat(39)}${end}`))
  for (const name of long) expect(name.length).toBeLessThanOrEqual(64)
  expect(new Set(long).size).toBe(2)
})
