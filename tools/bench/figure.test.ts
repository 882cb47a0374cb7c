import { describe, expect, it } from 'vitest'
import { figure, formatFigures, median } from './figure.ts'

const run = (wall: number, load = 1, memory?: number) => ({ wall, cpu: wall * 2, load, memory })

describe('figure', () => {
  it.each<[readonly number[], number]>([
    [[3], 3],
    [[4, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
  ])('the median of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle)
  })
  it('says how far apart runs were, the most memory and the highest load', () => {
    expect(figure('x', 10, [run(3, 1, 90), run(1, 4, 80), run(2, 2)])).toEqual({
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
  it('is a line that can be read', () => {
    expect(formatFigures([figure('gen, cold', 10, [run(1.5, 1, 90)]), figure('x', 1000, [run(2)], 'of 10')])).toBe(
      [
        'gen, cold     10 apps     1.50 s  (1.5 to 1.5 s, 1 run, CPU 3.00 s, 90 MiB, load 1.0)',
        'x           1000 apps     2.00 s  (2 to 2 s, 1 run, CPU 4.00 s, load 1.0)  of 10',
      ].join('\n'),
    )
  })
})
