import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'setup',
  summary: 'tells git in this clone to merge generated files by rendering them',
  about: 'Installs the merge driver for generated files and its hooks in this clone. Again is the same as once.',
  options: { root },
  exits: ['installed', 'something is wrong'],
  async run(values, _, { out, err }) {
    const [{ install }, { formatIssues }] = await Promise.all([
      import('./gen/merge-driver.ts'),
      import('@slipway/core'),
    ])
    const done = install(values.root)
    if (!done.ok) {
      err(`${formatIssues(done.issues)}\n`)
      return 1
    }
    for (const hook of done.value.foreign) out(`${hook} is yours already. Add this line to it:\n  ${done.value.line}\n`)
    out(
      'git merges generated files with the driver `slipway` in this clone; after a conflict: npx nx run gen:resolve\n',
    )
    return 0
  },
})
