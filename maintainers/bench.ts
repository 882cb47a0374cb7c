import { parseArgs } from 'node:util'
import { benchPeers } from './bench/bench-peers.ts'
import { benchRehearsal } from './bench/bench-rehearsal.ts'
import { benchCheck, benchGen, benchNx, benchReview, type Settings } from './bench/bench-verbs.ts'
import { formatFigures, type Figure } from './bench/figure.ts'
import { machine } from './bench/machine.ts'
import { writeFigures, type Part } from './bench/speed-page.ts'

const usage = `Usage: npm run bench -- [--apps N] [--only NAME] [--times N] [--peer-apps N] [--page FILE] [--json]

Makes an estate of N apps in three environments in a folder that is thrown away, and measures on this machine: time, CPU (user and system) and
memory, how often, how far apart, and what else the machine did. What is measured has to be right first: a run that fails ends it.

  --apps N       how many apps (1000)
  --only NAME    gen, check, review, nx, peers (with gen), growth, rehearsal (all but the last two)
  --times N      how often each is measured (3); the median counts
  --peer-apps N  with how many of the apps helm and kustomize are measured (20); the figures are scaled
  --sizes LIST   for growth: how many apps (10,100,300,1000,3000)
  --page FILE    measures all but the rehearsal, writes the tables between the marks of that page, and draws growth beside it as SVG
  --json         print the figures as JSON; progress goes to standard error
  --help         this
`

class UsageError extends Error {}

function whole(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${name} "${text}" is no number: give a whole number from 1`)
  return value
}

const names = ['gen', 'check', 'review', 'nx', 'peers', 'growth', 'rehearsal']

async function main(log: Settings['log']): Promise<void> {
  const { values } = parseArgs({
    options: {
      apps: { type: 'string', default: '1000' },
      only: { type: 'string' },
      times: { type: 'string', default: '3' },
      'peer-apps': { type: 'string', default: '20' },
      sizes: { type: 'string', default: '10,100,300,1000,3000' },
      page: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const { only } = values
  if (only !== undefined && !names.includes(only))
    throw new UsageError(`"${only}" is nothing that is measured: use one of ${names.join(', ')}`)
  const [apps, times, sample] = [
    whole('apps', values.apps),
    whole('times', values.times),
    whole('peer-apps', values['peer-apps']),
  ]
  const sizes = values.sizes.split(',').map((size) => whole('sizes', size))

  const benches: Readonly<Record<string, (settings: Settings) => readonly Figure[] | Promise<readonly Figure[]>>> = {
    gen: benchGen,
    check: benchCheck,
    review: benchReview,
    nx: benchNx,
    peers: (settings) => benchPeers(settings, sample),
    rehearsal: benchRehearsal,
  }
  const growth = sizes.flatMap((size) => [['gen', size] as const, ['check', size] as const])
  const plan = (): readonly (readonly [name: string, apps: number])[] => {
    if (values.page !== undefined) return [...growth, ['review', apps], ['peers', apps], ['nx', Math.min(...sizes)]]
    if (only === 'growth') return growth
    return (only === undefined ? ['gen', 'check', 'review', 'nx', 'peers'] : [only]).map((name) => [name, apps])
  }

  log(machine())
  const parts: Part[] = []
  for (const [name, size] of plan())
    parts.push({ name, apps: size, figures: (await benches[name]?.({ apps: size, times, log })) ?? [] })
  const figures = parts.flatMap((part) => part.figures)
  if (values.page !== undefined) writeFigures(values.page, parts, machine())
  console.log(values.json ? JSON.stringify({ machine: machine(), figures }, null, 2) : formatFigures(figures))
}

try {
  await main((text) => console.error(text))
} catch (error) {
  const isUsage =
    error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true
  console.error(`${(error as Error).message}${isUsage ? `\n\n${usage}` : ''}`)
  process.exitCode = isUsage ? 2 : 1
}
