import { afterEach, describe, expect, it } from 'vitest'
import { history } from './history.ts'
import { spec } from '../test/sample.ts'
import { gitIn } from '../test/rolled-back.ts'
import { cleanUp, copyOf, estateOf, eu, prodEu, release, ship } from '../test/shipped.ts'

afterEach(cleanUp)

describe('history', () => {
  it('counts states, newest first; a hold is none, a config change is one', async () => {
    const first = await estateOf()
    await ship(first, 'b')
    const sample = copyOf(first)
    sample.put(eu, release('b', { hold: 'QA' }))
    sample.commit('hold')
    sample.put('apps/web/app.ts', { ...spec, cpu: '200m' })
    await sample.render()
    sample.commit('more cpu')
    const entries = history(gitIn(sample), 'web', prodEu, 'shop')
    expect(entries.ok ? entries.value.map((e) => [e.number, e.release.version, e.subject]) : entries).toEqual([
      [0, '1.b', 'more cpu'],
      [1, '1.b', '1.b'],
      [2, '1.0.0', 'the estate'],
    ])
  })

  it('counts a merged branch as one', async () => {
    const sample = await estateOf()
    sample.git('switch', '-qc', 'bump')
    await ship(sample, 'b')
    await ship(sample, 'c')
    sample.git('switch', '-q', 'main')
    sample.git('merge', '-q', '--no-ff', '-m', 'merge the bump', 'bump')
    const entries = history(gitIn(sample), 'web', prodEu, 'shop')
    expect(entries.ok ? entries.value.map((e) => e.subject) : entries).toEqual(['merge the bump', 'the estate'])
  })
})
