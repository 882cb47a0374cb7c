import path from 'node:path'
import { defineCommand } from '@slipway/cli'
import { inTemporaryFolder } from '@slipway/cli/temporary'

export default defineCommand({
  name: 'pack-review',
  summary: 'makes the package slipway-review, which reviews any repository',
  about: 'One file without dependencies, for Node 22 and newer; docs/review-anywhere.md says how to use it.',
  options: { out: { value: 'DIR', offer: 'folder', default: 'dist', help: 'where the tarball goes (default: dist)' } },
  exits: ['packed', 'not packed'],
  async run({ out: into }, _, { out, cwd }) {
    const { bundle, pack } = await import('./pack-review/bundle.ts')
    const file = await inTemporaryFolder('pack', async (folder) => {
      await bundle(folder)
      return pack(folder, path.resolve(cwd, into))
    })
    out(`${file}\n`)
    return 0
  },
})
