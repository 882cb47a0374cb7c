import './warm.js'

const { genOptions } = await import('./gen/options.ts')
const { gen } = await import('./gen/run.ts')
const { main } = await import('./gen/speech.ts')

// The renderer is loaded when it is needed: what lies on the disk is looked at meanwhile.
const tree = () => import('@slipway/tree')
await main(genOptions(process.argv.slice(2)), (options, speech) =>
  gen(
    options,
    async (...given) => (await tree()).renderEstate(...given),
    speech,
    async (...given) => (await tree()).wantedTree(...given),
  ),
)
