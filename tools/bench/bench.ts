import { parseArgs } from 'node:util'
import { formatMeasured } from './measure.ts'
import { benchRehearsal } from './rehearsal.ts'

const usage = `Usage: npm run bench -- [--only rehearsal] [--times N] [--json]

Measures on this machine, and says how often and how far apart the figures were. What is measured has to be right first: a run that fails ends it.

  --only NAME  what is measured: rehearsal
  --times N    how often (3)
  --json       print the figures as JSON; progress goes to standard error
  --help       this
`

function main(): number {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, times: { type: 'string', default: '3' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const times = Number(values.times)
  if (!Number.isInteger(times) || times < 1) throw new Error(`--times "${values.times}" is no number of runs: give a whole number from 1`)
  if (values.only !== undefined && values.only !== 'rehearsal') throw new Error(`"${values.only}" is nothing that is measured: use rehearsal`)
  const figures = benchRehearsal(times, (text) => console.error(text))
  console.log(values.json ? JSON.stringify({ figures }, null, 2) : formatMeasured(figures))
  return 0
}

try {
  process.exitCode = main()
} catch (error) {
  console.error(`${(error as Error).message}\n\n${usage}`)
  process.exitCode = 2
}
