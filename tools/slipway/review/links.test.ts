import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { exec } from '@slipway/cli/exec'
import { afterAll, expect, test } from 'vitest'
import { gitSide } from './git-side.ts'
import { withLinks } from './links.ts'
import { folderSide, type Side } from './side.ts'

const root = mkdtempSync(path.join(tmpdir(), 'slipway-links-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const outside = path.join(root, 'outside.yaml')
writeFileSync(outside, 'secret: 1\n')
let n = 0

/** Files by content, links by where they lead; as a folder and as a commit. */
async function sides(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>>,
): Promise<readonly Side[]> {
  const folder = path.join(root, `tree-${n++}`)
  mkdirSync(folder)
  const parent = (file: string) => mkdirSync(path.join(folder, path.dirname(file)), { recursive: true })
  for (const [file, text] of Object.entries(files)) {
    parent(file)
    writeFileSync(path.join(folder, file), text)
  }
  for (const [link, target] of Object.entries(links)) {
    parent(link)
    symlinkSync(target, path.join(folder, link))
  }
  const git = (...args: readonly string[]) =>
    exec('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: folder })
  const disk = folderSide(folder)
  await git('init', '-q', '-b', 'main')
  await git('add', '-A')
  await git('commit', '-qm', 'one')
  const commit = gitSide(folder, 'HEAD')
  return commit.ok ? [disk, commit.value] : []
}

const files = { 'base/a.yaml': 'a: 1\n', 'base/deep/b.yaml': 'b: 1\n', 'prod/own.yaml': 'c: 1\n' }

test.each<
  readonly [
    what: string,
    links: Readonly<Record<string, string>>,
    found: Readonly<Record<string, string>>,
    left: readonly string[],
  ]
>([
  ['a file', { 'prod/a.yaml': '../base/a.yaml' }, { 'prod/a.yaml': 'a: 1\n' }, []],
  ['a folder', { 'prod/all': '../base' }, { 'prod/all/a.yaml': 'a: 1\n', 'prod/all/deep/b.yaml': 'b: 1\n' }, []],
  [
    'a link to a link',
    { 'prod/a.yaml': '../two.yaml', 'two.yaml': 'base/a.yaml' },
    { 'prod/a.yaml': 'a: 1\n', 'two.yaml': 'a: 1\n' },
    [],
  ],
  [
    'by way of a folder that is one',
    { 'prod/b.yaml': '../other/b.yaml', other: 'base/deep' },
    { 'prod/b.yaml': 'b: 1\n', 'other/b.yaml': 'b: 1\n' },
    [],
  ],
  ['with steps that go nowhere', { 'prod/a.yaml': './.././base//a.yaml' }, { 'prod/a.yaml': 'a: 1\n' }, []],
  ['out of the tree', { 'prod/a.yaml': '../../outside.yaml' }, {}, ['prod/a.yaml']],
  ['out of it, by its whole path', { 'prod/a.yaml': outside }, {}, ['prod/a.yaml']],
  ['out of it and back', { 'prod/a.yaml': '../../tree/base/a.yaml' }, {}, ['prod/a.yaml']],
  ['to itself', { 'prod/a.yaml': 'a.yaml' }, {}, ['prod/a.yaml']],
  ['round', { x: 'y', y: 'x' }, {}, ['x', 'y']],
  ['to the folder that it is in', { 'prod/up': '..' }, {}, ['prod/up']],
  ['to nothing', { 'prod/a.yaml': '../none.yaml' }, {}, ['prod/a.yaml']],
])('a link: %s', async (_, links, found, left) => {
  const both = await sides(files, links)
  expect(both).toHaveLength(2)
  for (const side of both) {
    const whole = await withLinks(side)
    const more = [...whole.files.keys()].filter((file) => !(file in files)).sort()
    const texts = [...(await whole.read(more))].map(([file, content]) => [file, content.toString()])
    expect(Object.fromEntries(texts)).toEqual(found)
    expect([...whole.odd.keys()].sort()).toEqual(left)
    for (const file of more) expect(whole.sizes([file]).get(file)).toBe(found[file]?.length)
  }
})

test('a link is the same as a file of the same content', async () => {
  const [linked] = await sides(files, { 'prod/a.yaml': '../base/a.yaml' })
  const [plain] = await sides({ ...files, 'prod/a.yaml': 'a: 1\n' }, {})
  expect((await withLinks(linked as Side)).files).toEqual(plain?.files)
})
