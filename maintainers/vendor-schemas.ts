import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'vendor-schemas',
  summary: 'writes libs/checks/schemas from the pinned Go modules',
  about:
    'They are pinned in maintainers/vendor-schemas/modules.ts. Needs Go, and the module proxy for what is not cached.',
  options: { root, json: 'print what was written as JSON' },
  exits: ['written', 'not written'],
  async run({ root, json }, _, { out }) {
    const { vendor } = await import('./vendor-schemas/vendor.ts')
    const { files, bytes } = await vendor(root)
    out(json ? `${JSON.stringify({ files, bytes })}\n` : `schemas: ${files} files, ${Math.round(bytes / 1024)} KiB\n`)
    return 0
  },
})
