import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figure, formatFigures, median } from './figure.ts'

const run = (wall: number, load = 1, memory?: number) => ({
  wall,
  cpu: wall * 2,
  load,
  ...(memory === undefined ? {} : { memory }),
})

describe('figure', () => {
  it.each<[readonly number[], number]>([
    [[3], 3],
    [[4, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
    [[1, 1, 100], 1],
  ])('the median of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle)
  })
  it('has a median between the smallest and the largest, in whatever order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1 }), (times) => {
        const of = (walls: readonly number[]) =>
          figure(
            'x',
            walls.map((wall) => ({ wall })),
          )
        const { from, wall, to } = of(times)
        return from <= wall && wall <= to && of([...times].reverse()).wall === wall
      }),
    )
  })
  it('says how far apart runs were, the most memory and the highest load', () => {
    expect(figure('x', [run(3, 1, 90), run(1, 4, 80), run(2, 2)], { apps: 10 })).toEqual({
      name: 'x',
      apps: 10,
      runs: 3,
      wall: 2,
      from: 1,
      to: 3,
      cpu: 4,
      memory: 90,
      load: 4,
    })
  })
  it('leaves out what was not measured', () => {
    expect(figure('x', [{ wall: 1 }])).toEqual({ name: 'x', runs: 1, wall: 1, from: 1, to: 1 })
  })
})

describe('formatFigures', () => {
  it('is a table for people and for Markdown', () => {
    const figures = [
      figure('gen, cold', [run(1.5, 1, 90), run(2, 1)], { apps: 10 }),
      figure('x', [{ wall: 2 }], { note: 'of 10' }),
    ]
    expect(formatFigures(figures)).toBe(
      [
        '|           | apps | wall   | from                 | CPU    | memory | load | note  |',
        '|-----------|------|--------|----------------------|--------|--------|------|-------|',
        '| gen, cold | 10   | 1.75 s | 1.50 to 2.00, 2 runs | 3.50 s | 90 MiB | 1.0  |       |',
        '| x         |      | 2.00 s | 2.00 to 2.00, 1 run  |        |        |      | of 10 |',
      ].join('\n'),
    )
  })
})
