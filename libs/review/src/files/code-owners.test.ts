import { describe, expect, it } from 'vitest'
import { judgeCodeOwners, ownersOf } from './code-owners.ts'
import { nothingAround } from './file-risk.ts'

const base = '* @acme/platform\n/apps/web/ @acme/shop\n/clusters/prod-eu/ @acme/release\n'
const told = (after: string, before = base) =>
  judgeCodeOwners({ path: '.github/CODEOWNERS', before, after, around: nothingAround }).map(([level, code, data]) =>
    `${level} ${code} ${typeof data === 'string' ? data : ((data as { pattern?: string }).pattern ?? '')}`.trim(),
  )

/** GitHub's page "About code owners": the last line that fits decides, and lines of other syntax are skipped. */
describe('a line that GitHub skips', () => {
  it.each([
    ['a range', '/cluster[s]/ @acme/shop'],
    ['a negation', '!/clusters/prod-eu/ @acme/shop'],
    ['a sharp', String.raw`\#x @acme/shop`],
    ['an owner without @', '/docs/ acme/shop'],
    ['a team of a team', '/docs/ @acme/shop/front'],
  ])('is told, and takes nobody a say: %s', (_, line) =>
    expect(told(`${base}${line}\n`)).toEqual([`high owner-unread ${line}`]),
  )

  it('leaves what it was about to the line before it', () =>
    expect(told(base.replace('@acme/release', 'acme/release'))).toEqual([
      'high owner-unread /clusters/prod-eu/ acme/release',
      'high owner-lost /clusters/prod-eu/',
      'high owner-gained /clusters/prod-eu/',
    ]))

  it('is told once', () => expect(told(`/x[y] @acme/shop\n${base}# words\n`, `/x[y] @acme/shop\n${base}`)).toEqual([]))
})

describe('a later line', () => {
  it.each([
    ['without an owner', '/clusters/prod-eu/', ['high owner-lost /clusters/prod-eu/']],
    [
      'of all, without an owner',
      '*',
      ['high owner-lost *', 'high owner-lost /apps/web/', 'high owner-lost /clusters/prod-eu/'],
    ],
    ['of an ending', '*.yaml @acme/shop', ['high owner-lost *.yaml', 'high owner-gained *.yaml']],
    [
      'of a folder with a blank',
      String.raw`/apps/a\ b/ @acme/shop`,
      [String.raw`high owner-lost /apps/a b/`, String.raw`high owner-gained /apps/a b/`],
    ],
    ['with an address', '/docs/ a@b.example', ['high owner-lost /docs/', 'high owner-gained /docs/']],
    ['by other letters', '/apps/web/ @acme/Shop', []],
    ['with words behind it', '/apps/web/ @acme/shop # as before', []],
    ['as Windows ends it', '/apps/web/ @acme/shop # as before\r\n# words of ours\r', []],
  ])('%s', (_, line, risks) => expect(told(`${base}${line}\n`)).toEqual(risks))
})

it('asks of a path with a blank whom GitHub asks', () =>
  expect(ownersOf(String.raw`/apps/a\ b/ @acme/shop`)('apps/a b/x')).toEqual(['@acme/shop']))

it('is not loaded above 3 MB', () => expect(told(`${base}# ${'a'.repeat(3 * 2 ** 20)}\n`)).toEqual(['high too-large']))

describe('a second file', () => {
  const second = (path: string) =>
    judgeCodeOwners({
      path,
      before: undefined,
      after: '* @acme/shop\n',
      around: { ...nothingAround, codeOwners: base },
    }).map(([level, code]) => `${level} ${code}`)
  const taken = ['high owner-lost', 'high owner-gained']
  it.each(['.github/CODEOWNERS', 'CODEOWNERS'])('goes before the one that there is: %s', (path) =>
    expect(second(path).slice(0, 2)).toEqual(taken),
  )
  it('of docs comes last', () => expect(second('docs/CODEOWNERS')).toEqual(['low owner-gained']))
})
