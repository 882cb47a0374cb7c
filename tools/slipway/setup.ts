import { defineCommand, root } from '@slipway/cli'

export default defineCommand({
  name: 'setup',
  summary: 'tells git in this clone to merge generated files by rendering them',
  about: 'Installs a merge driver and its hooks. Again is the same as once.',
  options: {
    contracts: 'also build oasdiff and buf with Go, with which a review names what breaks in a contract',
    root,
  },
  exits: ['installed', 'something is wrong'],
  async run(values, _, output) {
    if (values.contracts) {
      const { buildContracts } = await import('./review/contract-scene.ts')
      if ((await buildContracts(output)) === 1) return 1
    }
    const [{ install }, { answer }] = await Promise.all([
      import('./gen/merge-driver.ts'),
      import('@slipway/cli/answer'),
    ])
    return answer(output, install(values.root), false, ({ foreign, line }) =>
      [
        ...foreign.map((hook) => `${hook} is yours already. Add this line to it:\n  ${line}\n`),
        'git merges generated files with the driver `slipway` in this clone; after a conflict: npx slipway resolve\n',
      ].join(''),
    )
  },
})
