import { resolveEstate } from '@slipway/model'
import { loadEstate } from '@slipway/spec'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { CachedEstate } from '../../test/cached-estate.ts'
import { data, spec } from '../../test/small-estate.ts'
import { tasksOf } from './render-task.ts'

let box: CachedEstate
beforeEach(() => {
  box = new CachedEstate()
})
afterEach(() => box.clean())

/** The keys of all tasks: of three apps in dev, of dev, the same of prod, of AWS. */
async function keys(generator = 'one'): Promise<readonly (string | undefined)[]> {
  const estate = await loadEstate(box.root)
  if (!estate.ok) throw new Error(JSON.stringify(estate.issues))
  return tasksOf(resolveEstate(estate.value), estate.value.apps, generator).map(({ key }) => key)
}

const put = (file: string, from: string, to: string) => box.put(file, box.text(file).replace(from, to))
const all = [0, 1, 2, 3, 4, 5, 6, 7, 8]

it.each<[string, () => string | undefined, readonly number[]]>([
  ['nothing', () => undefined, []],
  ['another generator', () => 'two', all],
  ['another repository', () => void put('fleet/fleet.ts', 'slipway.git', 'other.git'), all],
  ['another branch', () => void put('fleet/fleet.ts', '"main"', '"trunk"'), all],
  ['another email of the fleet', () => void put('fleet/fleet.ts', 'a@acme.example', 'b@acme.example'), [3, 7, 8]],
  ['another domain of dev', () => void put('fleet/clusters/dev.ts', 'dev.acme', 'x.acme'), [0, 1, 2, 3, 7, 8]],
  ['another spec', () => void box.put('apps/web/app.ts', data(spec([], '256Mi'))), [2, 6]],
  ['another release in prod', () => void put('apps/web/releases/prod.json', 'aaaa', 'bbbb'), [6]],
  [
    'an image of others',
    () => void box.put('apps/web/app.ts', data({ ...spec([], '128Mi'), image: 'docker.io/a/web' })),
    [2, 6, 8],
  ],
])('%s is another key of just what it decides', async (_, change, expected) => {
  const before = await keys()
  const after = await keys(change())
  expect(before).toHaveLength(all.length)
  expect(new Set(before).size).toBe(all.length)
  expect(all.filter((i) => before[i] !== after[i])).toEqual(expected)
})

it('code of an app has no key: it may read anything', async () => {
  box.put('apps/web/extra.ts', 'export default { add: () => [] }\n')
  expect((await keys()).flatMap((key, i) => (key === undefined ? [i] : []))).toEqual([2, 6])
})
