import './warm.ts'

const { renderEstate, wantedTree } = await import('@slipway/tree')
const { genOptions } = await import('./options.ts')
const { gen } = await import('./run.ts')
const { main } = await import('./speech.ts')

await main(genOptions(process.argv.slice(2)), (options, speech) => gen(options, renderEstate, speech, wantedTree))
