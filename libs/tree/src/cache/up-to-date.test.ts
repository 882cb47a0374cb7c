import { InputFiles, type InputHash } from '@slipway/core'
import { afterAll, expect, it } from 'vitest'
import { Sandbox } from '../../test/sandbox.ts'
import { generatorHash } from './generator-hash.ts'
import { TreeCache, type Run } from './tree-cache.ts'
import { upToDate } from './up-to-date.ts'

const box = new Sandbox()
afterAll(() => box.clean())
box.put('fleet/fleet.ts', '1')
box.put('apps/web/app.ts', '1')

function hashOf(file: string): InputHash {
  const files = new InputFiles(box.root)
  files.read(file)
  return files.hash as InputHash
}
const inputs = {
  generator: generatorHash(),
  fleet: 'f',
  estate: hashOf('fleet/fleet.ts'),
  apps: new Map([
    ['web', { inputs: hashOf('apps/web/app.ts'), text: '{}' }],
    ['notes', { inputs: { paths: [], hash: new InputFiles(box.root).hash?.hash ?? '' }, text: 'null' }],
  ]),
  clusters: 2,
  isAll: true,
}

it.each<[string, Partial<Run>, string | undefined, boolean]>([
  ['nothing has changed', {}, undefined, true],
  ['the last run wrote one app', { isAll: false }, undefined, false],
  ['other code wrote it', { inputs: { ...inputs, generator: 'other' } }, undefined, false],
  ['code was run to read the fleet', { inputs: { ...inputs, estate: undefined } }, undefined, false],
  ['what was written is of other inputs', { isFrom: false }, undefined, false],
  ['the fleet has changed', {}, 'fleet/fleet.ts', false],
  ['an app has changed', {}, 'apps/web/app.ts', false],
])('where %s, the tree is known to be right or not', (_, run, changed, isRight) => {
  const open = () => {
    const opened = TreeCache.open(box.disk)
    if (!opened.ok) throw new Error('refused')
    return opened.value
  }
  open().save({ rows: new Map(), isRead: true, isAll: true, isFrom: true, inputs, ...run })
  if (changed !== undefined) box.put(changed, '2')
  const found = upToDate(box.root, open())
  expect(found === undefined ? undefined : [found.apps, found.clusters]).toEqual(isRight ? [1, 2] : undefined)
  if (changed !== undefined) box.put(changed, '1')
})
