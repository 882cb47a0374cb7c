import { describe, expect, it } from 'vitest'
import { draw } from './drawing.ts'

const node = (name: string, floor: string) => ({ name, about: `about ${name}`, floor, rooms: [`${name}-room`] })
const nodes = [node('top', 'upper'), node('middle', 'lower'), node('ground', 'lower')]
const drawn = (...pairs: readonly (readonly [string, readonly string[]])[]) =>
  draw({ nodes, imports: new Map(pairs.map(([from, all]) => [from, new Set(all)])) }, 'a <house>')

describe('draw', () => {
  it('has each floor, node and room once, and its title as text', () => {
    const svg = drawn()
    for (const text of ['upper', 'lower', 'top', 'middle', 'ground', 'about ground', 'ground-room', 'a &lt;house&gt;'])
      expect(svg.split(`>${text}</text>`), text).toHaveLength(2)
  })
  it('has an arrow for each import that no longer way says', () => {
    expect(drawn(['top', ['middle', 'ground']], ['middle', ['ground']]).match(/class="arrow"/g)).toHaveLength(2)
  })
  it('shows an arrow up in red', () => {
    expect(drawn(['ground', ['top']])).toContain('class="arrow up"')
    expect(drawn(['top', ['ground']])).not.toContain('class="arrow up"')
  })
  it('lets no two arrows share a piece of a lane', () => {
    const svg = drawn(['top', ['ground']], ['middle', ['ground']])
    const lanes = [...svg.matchAll(/class="arrow" d="M\d+ (\d+)H(\d+)[^"]*V(\d+)/g)]
    expect(new Set(lanes.map(([, , x]) => x)).size).toBe(2)
  })
})
