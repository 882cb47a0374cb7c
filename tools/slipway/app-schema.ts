import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'app-schema',
  summary: 'writes the JSON Schema of app.yaml and the references of all fields, of apps and of the fleet',
  about:
    'Editors complete and check by libs/spec/app.schema.json; docs/spec.md is the same for people, and docs/fleet.md tells all of fleet/.',
  options: {
    check: 'say whether they are current, and write nothing',
    root,
    json: 'print [{ file, state, bytes }] or { issues } as JSON',
  },
  exits: ['they are current', 'they are not'],
  async run({ root, check, json }, _, output) {
    const [{ writeSchema }, { answer }] = await Promise.all([
      import('./app-schema/write-schema.ts'),
      import('@slipway/cli/answer'),
    ])
    return answer(output, writeSchema(root, check), json, (files) =>
      files.map(({ file, state, bytes }) => `${file} is ${state} (${Math.round(bytes / 1024)} KiB)\n`).join(''),
    )
  },
})
