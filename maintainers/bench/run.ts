import { UsageError, type Output } from '@slipway/cli'
import { benchPeers } from './bench-peers.ts'
import { benchRehearsal } from './bench-rehearsal.ts'
import { benchCheck, benchGen, benchNx, benchReview, type Settings } from './bench-verbs.ts'
import { formatFigures, type Figure } from './figure.ts'
import { machine } from './machine.ts'
import { writeFigures, type Part } from './speed-page.ts'

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

interface Args {
  readonly apps: string
  readonly only: string | undefined
  readonly times: string
  readonly 'peer-apps': string
  readonly sizes: string
  readonly page: string | undefined
  readonly json: boolean
}

/** @returns the exit code @throws UsageError for an option that is no number */
export async function bench(
  { only, page, json, ...values }: Args,
  { out, err }: Pick<Output, 'out' | 'err'>,
): Promise<0> {
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
}
