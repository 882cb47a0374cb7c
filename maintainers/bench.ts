import { defineCommand, processOutput, runCommand, UsageError } from '@slipway/cli'
import { benchPeers } from './bench/bench-peers.ts'
import { benchRehearsal } from './bench/bench-rehearsal.ts'
import { benchCheck, benchGen, benchNx, benchReview, type Settings } from './bench/bench-verbs.ts'
import { formatFigures, type Figure } from './bench/figure.ts'
import { machine } from './bench/machine.ts'
import { writeFigures, type Part } from './bench/speed-page.ts'

function whole(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new UsageError(`--${name} "${text}" is no number: give a whole number from 1`)
  return value
}

type Bench = (settings: Settings, sample: number) => readonly Figure[] | Promise<readonly Figure[]>
const benches: Readonly<Record<string, Bench>> = {
  gen: benchGen,
  check: benchCheck,
  review: benchReview,
  nx: benchNx,
  peers: benchPeers,
  rehearsal: benchRehearsal,
}

export const bench = defineCommand({
  name: 'bench',
  summary: 'measures our verbs, and other renderers with the same objects, on this machine',
  about:
    'Makes an estate of N apps in three environments in a folder that is thrown away, and measures on this machine: time, CPU (user and system) and memory, how often, how far apart, and what else the machine did. What is measured has to be right first: a run that fails ends it.',
  options: {
    apps: { value: 'N', default: '1000', help: 'how many apps (1000)' },
    only: {
      value: 'NAME',
      oneOf: ['gen', 'check', 'review', 'nx', 'peers', 'growth', 'rehearsal'],
      help: 'one of these, peers with gen (all but the last two)',
    },
    times: { value: 'N', default: '3', help: 'how often each is measured (3); the median counts' },
    'peer-apps': {
      value: 'N',
      default: '20',
      help: 'with how many of the apps helm and kustomize are measured (20); the figures are scaled',
    },
    sizes: { value: 'LIST', default: '10,100,300,1000,3000', help: 'for growth: how many apps (10,100,300,1000,3000)' },
    page: {
      value: 'FILE',
      offer: 'file',
      help: 'measures all but the rehearsal, writes the tables between the marks of that page, and draws growth beside it as SVG',
    },
    json: 'print the figures as JSON; progress goes to standard error',
  },
  exits: ['measured', 'something failed'],
  async run({ only, page, json, ...values }, _, { out, err }) {
    const [apps, times] = [whole('apps', values.apps), whole('times', values.times)]
    const sample = whole('peer-apps', values['peer-apps'])
    const sizes = values.sizes.split(',').map((size) => whole('sizes', size))
    const log = (text: string) => err(`${text}\n`)
    const growth = sizes.flatMap((size) => [['gen', size] as const, ['check', size] as const])
    const plan = (): readonly (readonly [name: string, apps: number])[] => {
      if (page !== undefined) return [...growth, ['review', apps], ['peers', apps], ['nx', Math.min(...sizes)]]
      if (only === 'growth') return growth
      return (only === undefined ? ['gen', 'check', 'review', 'nx', 'peers'] : [only]).map((name) => [name, apps])
    }
    log(machine())
    const parts: Part[] = []
    for (const [name, size] of plan())
      parts.push({ name, apps: size, figures: (await benches[name]?.({ apps: size, times, log }, sample)) ?? [] })
    const figures = parts.flatMap((part) => part.figures)
    if (page !== undefined) writeFigures(page, parts, machine())
    out(`${json ? JSON.stringify({ machine: machine(), figures }, null, 2) : formatFigures(figures)}\n`)
    return 0
  },
})

if (import.meta.main) process.exitCode = await runCommand(bench, process.argv.slice(2), processOutput())
