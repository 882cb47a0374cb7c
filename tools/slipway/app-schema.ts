import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'app-schema',
  summary: 'writes the JSON Schema of app.yaml and the reference of all fields',
  about:
    'Writes libs/spec/app.schema.json, the JSON Schema of app.yaml that editors complete and check by, and docs/spec.md, the same for people.',
  options: {
    check: 'say whether they are current, and write nothing',
    root,
    json: 'print [{ file, state, bytes }] or { issues } as JSON',
  },
  exits: ['they are current', 'they are not'],
  async run({ root, check, json }, _, { out, err }) {
    const [{ writeSchema }, { formatIssues }] = await Promise.all([
      import('./app-schema/write-schema.ts'),
      import('@slipway/core'),
    ])
    const done = writeSchema(root, check)
    if (json) out(`${JSON.stringify(done.ok ? done.value : { issues: done.issues }, null, 2)}\n`)
    else if (!done.ok) err(`${formatIssues(done.issues)}\n`)
    else for (const { file, state, bytes } of done.value) out(`${file} is ${state} (${Math.round(bytes / 1024)} KiB)\n`)
    return done.ok ? 0 : 1
  },
})
