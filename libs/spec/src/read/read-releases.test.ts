import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { inEstate, web } from '../../test/temporary-estate.ts'
import { loadEstate } from './load-estate.ts'

it.each<[what: string, link: string, to: string]>([
  ['the folder', 'releases', 'kept'],
  ['a file', 'releases/dev.json', '../kept/dev.json'],
  ['the list of rejected images, which leads to nothing', 'releases/rejected.json', 'nothing'],
  ['what a rollback kept', 'releases/dev', '../kept'],
])('takes no link: %s', (_, link, to) =>
  inEstate({ 'apps/web/app.ts': web, 'apps/web/kept/x': 'x' }, async (root) => {
    if (link !== 'releases') mkdirSync(path.join(root, 'apps/web/releases'))
    symlinkSync(to, path.join(root, 'apps/web', link))
    const estate = await loadEstate(root)
    expect(estate.ok ? [] : estate.issues.map(({ file, code }) => `${file} ${code}`)).toEqual([
      `apps/web/${link} release-link`,
    ])
  }),
)
