import { parseArgs } from 'node:util'
import { benchPeers } from './against.ts'
import { formatFigures, type Figure } from './figure.ts'
import { formatMeasured } from './measure.ts'
import { plot } from './plot.ts'
import { benchRehearsal } from './rehearsal.ts'
import { benchCheck, benchGen, benchNx, benchReview, machine, type Say } from './verbs.ts'

const names = ['gen', 'check', 'review', 'nx', 'peers', 'growth', 'rehearsal'] as const
type Name = (typeof names)[number]

const usage = `Usage: npm run bench -- [--apps N] [--only NAME] [--times N] [--peer-apps N] [--json]

Makes an estate of N apps in three environments in a folder that is thrown away, and measures on this machine. Says how often, how far apart, how
much of the CPU, and what else the machine did. What is measured has to be right first: a run that fails ends it.

  --apps N       how many apps (1000)
  --only NAME    ${names.join(', ')} (all but the last two)
  --times N      how often each is measured (3); the median counts
  --peer-apps N  with how many of the apps helm, kustomize, jsonnet and cdk8s are measured (20); the figures are scaled
  --sizes LIST   for growth: how many apps (10,100,300,1000,3000)
  --plot FILE    for growth: draws it there, as SVG
  --json         print the figures as JSON; progress goes to standard error
  --help         this
`

class Wrong extends Error {}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new Wrong(`--${name} "${text}" is no number: give a whole number from 1`)
  return value
}

async function main(say: Say): Promise<void> {
  const { values } = parseArgs({
    options: {
      apps: { type: 'string', default: '1000' },
      only: { type: 'string' },
      times: { type: 'string', default: '3' },
      'peer-apps': { type: 'string', default: '20' },
      sizes: { type: 'string', default: '10,100,300,1000,3000' },
      plot: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const only = values.only as Name | undefined
  if (only !== undefined && !names.includes(only))
    throw new Wrong(`"${only}" is nothing that is measured: use one of ${names.join(', ')}`)
  const [apps, times, sample] = [
    whole('apps', values.apps),
    whole('times', values.times),
    whole('peer-apps', values['peer-apps']),
  ]
  if (only === 'rehearsal') {
    const measured = benchRehearsal(times, say)
    return console.log(values.json ? JSON.stringify({ figures: measured }, null, 2) : formatMeasured(measured))
  }
  const wants = (name: Name): boolean => (only === undefined ? name !== 'growth' : only === name)
  const figures: Figure[] = []
  say(machine())
  if (wants('gen')) figures.push(...benchGen(apps, times, say))
  if (wants('check')) figures.push(...benchCheck(apps, times, say))
  if (wants('review')) figures.push(...benchReview(apps, times, say))
  if (wants('nx')) figures.push(...benchNx(apps, times, say))
  if (wants('peers')) figures.push(...(await benchPeers(apps, sample, say)))
  if (wants('growth'))
    for (const size of values.sizes.split(','))
      figures.push(...benchGen(whole('sizes', size), times, say), ...benchCheck(whole('sizes', size), times, say))
  if (values.plot !== undefined) plot(values.plot, figures, machine())
  console.log(values.json ? JSON.stringify({ machine: machine(), figures }, null, 2) : formatFigures(figures))
}

try {
  await main((text) => console.error(text))
} catch (error) {
  const wrong = error instanceof Wrong || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true
  console.error(`${(error as Error).message}${wrong ? `\n\n${usage}` : ''}`)
  process.exitCode = wrong ? 2 : 1
}
