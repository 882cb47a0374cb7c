import { expect, it } from 'vitest'
import { editions } from '@slipway/fleet'
import { frozen, rendered } from './frozen.ts'

const whatToDo = `
An unchanged spec in an unchanged edition renders other bytes: whoever upgrades Slipway would have pods restart and not know why.
- A better default, or another way to render: put it into a new edition (libs/model/src/defaults.ts), which apps move to by \`npx slipway edition\`.
- What is unsafe or simply broken: mend it in all editions, say so in CHANGELOG.md under "All editions" with what it does to what runs, then
  node libs/tree/test/frozen/freeze.ts, and commit what it writes.`

/** Paths that differ, each with its first line that does. */
function differences(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((file) => {
    const [old, now] = [was.get(file), is.get(file)]
    if (old === now) return []
    if (old === undefined || now === undefined) return [`${file}: ${old === undefined ? 'is new' : 'is gone'}`]
    const [before, after] = [old.split('\n'), now.split('\n')]
    const at = before.findIndex((line, i) => line !== after[i])
    return [`${file}:${at + 1}: ${before[at] ?? ''} -> ${after[at] ?? '(its end)'}`]
  })
}

it.each(editions)('edition %i renders what it rendered when it was frozen, byte for byte', async (edition) => {
  const found = differences(frozen(edition), await rendered(edition))
  expect(found.length === 0 ? '' : `${found.join('\n')}\n${whatToDo}`).toBe('')
})

it('each edition differs from the one before, and has all of its files', () => {
  for (const [i, edition] of editions.entries()) {
    const files = frozen(edition)
    expect(files.size).toBeGreaterThan(80)
    const before = editions[i - 1]
    if (before !== undefined) expect(differences(frozen(before), files)).not.toEqual([])
  }
})

it('one byte more is told by file and line', () => {
  const files = frozen(1)
  const [name = '', text = ''] = [...files][0] ?? []
  expect(differences(files, new Map([...files, [name, text.replace('kind:', 'kind: ')]]))).toEqual([
    expect.stringMatching(/^clusters\/.*\.yaml:\d+: kind:/),
  ])
})
