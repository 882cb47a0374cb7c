import { availableParallelism } from 'node:os'
import { suggestion } from '@slipway/core'
import { scenarios, type Sabotage, type Scenario } from '@slipway/rehearsal'

export interface ParsedArgs {
  readonly plays: readonly { readonly scenario: Scenario; readonly sabotage: Sabotage | undefined }[]
  readonly root: string
  readonly cluster: string | undefined
  readonly apps: readonly string[]
  readonly affected: string | undefined
  readonly out: string | undefined
  /** Seconds; by default the scenario's own. */
  readonly within: number | undefined
  readonly jobs: number
  readonly quick: boolean
  /** Failed plays are played once more, alone. */
  readonly again: boolean
  readonly keep: boolean
  readonly loopback: boolean
}

interface Given {
  readonly all: boolean
  readonly whole: boolean
  readonly traffic: boolean
  readonly scaling: boolean
  readonly list: boolean
  readonly breaks: string | undefined
  readonly broken: readonly string[]
  readonly app: readonly string[]
  readonly jobs: string | undefined
  readonly within: string | undefined
}

type Rest = Pick<ParsedArgs, 'root' | 'cluster' | 'affected' | 'out' | 'quick' | 'again' | 'keep' | 'loopback'>

// Scenarios mostly wait; more than four need too much memory (2 GB each).
const atOnce = Math.min(4, availableParallelism() + 1)
// Those with requests or autoscalers wait most, and are not judged by speed.
const atOnceApart = 3

export function readArgs(values: Given & Rest, words: readonly string[]): ParsedArgs | string {
  const names = scenarios.map(({ name }) => name)
  const unknown = words.find((word) => !(names as readonly string[]).includes(word))
  if (unknown !== undefined) return `"${unknown}" is no scenario: ${suggestion(unknown, names)}`
  const within = values.within === undefined ? undefined : Number(values.within)
  if (within !== undefined && (!Number.isInteger(within) || within < 1))
    return `--within "${values.within ?? ''}" is no number of seconds: give a whole number from 1`
  const every = values.all || values.whole
  for (const apart of ['traffic', 'scaling'] as const) {
    if (values[apart] && (every || (values.traffic && values.scaling)))
      return `--${apart} plays what --all and --whole leave out: call it once more, with --${apart} alone`
  }
  const several = every || values.traffic || values.scaling
  const usual = several ? atOnceApart : 1
  const jobs = Number(values.jobs ?? (every ? atOnce : usual))
  if (!Number.isInteger(jobs) || jobs < 1)
    return `--jobs "${values.jobs ?? ''}" is no number of rehearsals: give a whole number from 1`
  const most = values.breaks === undefined ? Infinity : Number(values.breaks)
  if (most !== Infinity && (!Number.isInteger(most) || most < 1)) {
    return `--breaks "${values.breaks ?? ''}" is no number of manifests to break: give a whole number from 1; with --whole nothing is broken`
  }
  if (most !== Infinity && !values.all)
    return '--breaks says how many of each scenario --all breaks: give --all, too, or name one with --broken'
  const chosen = scenarios.filter(({ name, onlyNamed, traffic, scales }) => {
    if (words.includes(name)) return true
    if (every) return onlyNamed !== true
    return (values.traffic && traffic === true) || (values.scaling && scales === true && traffic !== true)
  })
  if (chosen.length === 0 && !values.list) return 'name a scenario, or --all, or --traffic, or --scaling, or --list'
  if (values.quick && chosen.some(({ traffic }) => traffic !== true))
    return '--quick is for scenarios with real requests: --traffic, or one of them'
  if (values.keep && (several || chosen.length !== 1)) return '--keep leaves one scenario running: name one'
  const sabotages = chosen.flatMap((scenario) => scenario.sabotages.map((sabotage) => ({ scenario, sabotage })))
  const everySabotage = values.broken.includes('all')
  const unknownSabotage = values.broken.find(
    (name) => name !== 'all' && !sabotages.some(({ sabotage }) => sabotage.name === name),
  )
  if (unknownSabotage !== undefined)
    return `"${unknownSabotage}" is nothing that can be broken here: ${suggestion(
      unknownSabotage,
      sabotages.map(({ sabotage }) => sabotage.name),
    )}`
  const plays =
    values.broken.length > 0
      ? sabotages.filter(({ sabotage }) => everySabotage || values.broken.includes(sabotage.name))
      : [
          ...chosen.map((scenario) => ({ scenario, sabotage: undefined })),
          ...(values.all
            ? sabotages.filter(({ scenario, sabotage }) => scenario.sabotages.indexOf(sabotage) < most)
            : []),
        ]
  const { root, cluster, app: apps, affected, out, quick, again, keep, loopback } = values
  return { plays, root, cluster, apps, affected, out, within, jobs, quick, again, keep, loopback }
}
