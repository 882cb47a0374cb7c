import { describe, expect, it } from 'vitest'
import { header, isOurs, sourceOf } from './header.ts'

describe('the header', () => {
  it('says where the file comes from and what to do', () => {
    expect(header('apps/web/app.ts')).toBe(
      '# Made by Slipway from apps/web/app.ts. Change that, then: npx nx run gen:manifests',
    )
  })
  it.each([
    [`${header('apps/web/app.ts')}\nkind: A\n`, 'apps/web/app.ts'],
    [header('fleet/fleet.ts'), 'fleet/fleet.ts'],
    ['# Made by Slipway from a.ts\nkind: A\n', 'a.ts'],
  ])('%j is ours and names its source', (text, source) => {
    expect(isOurs(text)).toBe(true)
    expect(sourceOf(text)).toBe(source)
  })
  it.each([
    '',
    'kind: A\n',
    ' # Made by Slipway from a.ts',
    '\ufeff# Made by Slipway from a.ts',
    `kind: A\n${header('a.ts')}\n`,
  ])('%j is not ours', (text) => {
    expect(isOurs(text)).toBe(false)
    expect(sourceOf(text)).toBeUndefined()
  })
})
