import { describe, expect, it } from 'vitest'
import { figure } from './figure.ts'
import { plotSvg } from './plot.ts'

const at = (apps: number, wall: number) => figure('gen, cold', [{ wall }], { apps })
const points = (svg: string) =>
  [...(/points="([^"]*)"/.exec(svg)?.[1] ?? '').matchAll(/([\d.]+),([\d.]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  )

describe('plotSvg', () => {
  it('draws what grows in line with the apps as a straight line', () => {
    const [a, b, c] = points(plotSvg([at(10, 0.1), at(100, 1), at(1000, 10)], 'a machine'))
    expect((b?.[0] ?? 0) - (a?.[0] ?? 0)).toBeCloseTo((c?.[0] ?? 0) - (b?.[0] ?? 0), 0)
    expect((a?.[1] ?? 0) - (b?.[1] ?? 0)).toBeCloseTo((b?.[1] ?? 0) - (c?.[1] ?? 0), 0)
    expect(a?.[1]).toBeGreaterThan(c?.[1] ?? 0)
  })
  it('leaves out what was not measured in the largest estate: its name would stand beside no line', () => {
    const small = figure('check with kubeconform', [{ wall: 1 }], { apps: 10 })
    expect(plotSvg([at(10, 0.1), small, at(100, 1)], 'a machine')).not.toContain('kubeconform')
    expect(plotSvg([at(10, 0.1), small], 'a machine')).toContain('kubeconform')
  })
  it('says of which machine, whatever is in its name', () => {
    expect(plotSvg([at(10, 1)], '2 cores of <X> & Y')).toContain('2 cores of &lt;X> &amp; Y')
  })
})
