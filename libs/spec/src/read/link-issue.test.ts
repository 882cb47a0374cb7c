import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { inEstate, web } from '../../test/temporary-estate.ts'
import { loadEstate } from './load-estate.ts'

describe('links', () => {
  const linked = (make: (root: string) => void) =>
    inEstate(
      { 'apps/web/app.ts': { ...web, files: { '/etc/a': 'config/a' } }, 'outside/a': 'x', 'apps/web/real/a': 'y' },
      async (root) => {
        make(root)
        const estate = await loadEstate(root)
        return estate.ok ? 'ok' : estate.issues.map((i) => `${i.file} ${i.code}`).join()
      },
    )

  it.each<[string, string, (root: string) => void]>([
    [
      'a link out of the folder',
      'apps/web/app.ts outside-folder',
      (root) => {
        mkdirSync(path.join(root, 'apps/web/config'))
        symlinkSync('../../../outside/a', path.join(root, 'apps/web/config/a'))
      },
    ],
    [
      'a linked folder',
      'apps/web/app.ts outside-folder',
      (root) => {
        symlinkSync('../../outside', path.join(root, 'apps/web/config'))
      },
    ],
    [
      'a linked folder within the folder',
      'apps/web/app.ts file-link',
      (root) => {
        symlinkSync('real', path.join(root, 'apps/web/config'))
      },
    ],
    [
      'a link to a file within the folder',
      'apps/web/app.ts file-link',
      (root) => {
        mkdirSync(path.join(root, 'apps/web/config'))
        symlinkSync('../real/a', path.join(root, 'apps/web/config/a'))
      },
    ],
    [
      'a linked spec',
      'apps/web/app.ts file-link,apps/web/extra.ts file-link',
      (root) => {
        mkdirSync(path.join(root, 'apps/web/config'))
        writeFileSync(path.join(root, 'apps/web/config/a'), 'x')
        writeFileSync(path.join(root, 'apps/web/real/extra.ts'), 'export default { add: () => [] }')
        symlinkSync('real/extra.ts', path.join(root, 'apps/web/extra.ts'))
        renameSync(path.join(root, 'apps/web/app.ts'), path.join(root, 'apps/web/real/app.ts'))
        symlinkSync('real/app.ts', path.join(root, 'apps/web/app.ts'))
      },
    ],
    [
      'a link to nothing',
      'apps/web/app.ts no-such-file',
      (root) => {
        mkdirSync(path.join(root, 'apps/web/config'))
        symlinkSync('nothing', path.join(root, 'apps/web/config/a'))
      },
    ],
    [
      'a linked app',
      'apps/copy app-link',
      (root) => {
        mkdirSync(path.join(root, 'apps/web/config'))
        writeFileSync(path.join(root, 'apps/web/config/a'), 'x')
        symlinkSync('web', path.join(root, 'apps/copy'))
      },
    ],
  ])('%s', async (_, expected, make) => {
    expect(await linked(make)).toBe(expected)
  })
})
