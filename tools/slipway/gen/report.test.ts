import { describe, expect, it } from 'vitest'
import { asRendered, written } from './report.ts'

const paths = (n: number): string[] => Array.from({ length: n }, (_, i) => `clusters/dev/a${i + 10}.yaml`)

describe('what a run says', () => {
  it('is one line when nothing changed', () => {
    expect(
      written({ apps: 6, clusters: 4, files: 812 }, { written: [], unchanged: 812, removed: [], edited: [] }, 0.91),
    ).toBe('6 apps, 4 clusters: 812 files, 0 written, 812 unchanged, 0 deleted in 0.9 s\n')
  })
  it('names what changed, and edits with where to make them', () => {
    const edited = [
      { path: 'clusters/dev/a.yaml', source: 'apps/web/app.ts', saved: '.slipway/edited/a' },
      { path: 'clusters/dev/z.yaml', source: undefined, saved: '.slipway/edited/z' },
    ]
    expect(
      written(
        { apps: 1, clusters: 1, files: 1 },
        { written: ['clusters/dev/a.yaml'], unchanged: 0, removed: ['clusters/dev/z.yaml'], edited },
        1,
      ),
    ).toBe(`\
written  clusters/dev/a.yaml
deleted  clusters/dev/z.yaml
edited by hand: clusters/dev/a.yaml; change apps/web/app.ts instead (the edit is kept in .slipway/edited/a)
edited by hand: clusters/dev/z.yaml; nothing renders it any more (the edit is kept in .slipway/edited/z)
1 app, 1 cluster: 1 file, 1 written, 0 unchanged, 1 deleted in 1.0 s
`)
  })
  it('calls nothing an edit where no git can tell', () => {
    const edited = [{ path: 'clusters/dev/a.yaml', source: 'apps/web/app.ts', saved: '.slipway/edited/a' }]
    const size = { apps: 1, clusters: 1, files: 1 }
    const text = written(size, { written: ['clusters/dev/a.yaml'], unchanged: 0, removed: [], edited }, 1, false)
    expect(text).toContain(
      'replaced: clusters/dev/a.yaml, rendered from apps/web/app.ts; this folder is in no git, so what was there is kept in .slipway/edited/a\n',
    )
    expect(text).not.toContain('by hand')
  })
  it.each([
    [20, 21],
    [21, 22],
    [5000, 22],
  ])('of %d files takes %d lines', (n, lines) => {
    const text = written(
      { apps: 1, clusters: 1, files: n },
      { written: paths(n), unchanged: 0, removed: [], edited: [] },
      1,
    )
    expect(text.trimEnd().split('\n')).toHaveLength(lines)
    expect(text.includes(`... and ${n - 20} more\n`)).toBe(n > 20)
  })
  it('of a check says that all is well', () => {
    expect(asRendered({ apps: 2, clusters: 1, files: 3 }, 0.04)).toBe(
      '2 apps, 1 cluster: 3 files, all as rendered, checked in 0.0 s\n',
    )
  })
})
