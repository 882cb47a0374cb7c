import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { suggestion } from '@slipway/core'
import { scenarios, type Sabotage, type Scenario } from '@slipway/rehearsal'

export const usage = `Usage: npm run rehearse -- [OPTIONS] NAME...

Plays scenarios on the real Kubernetes control plane, Argo CD and Argo Rollouts, started as plain processes of this machine, with the manifests
of this repository. Nothing is asked of a cluster or of the network. Programs come from: npm run rehearse:build

  --all            every scenario but those that say they are played when named, then each of its manifests broken on purpose
  --whole          every scenario, and nothing broken
  --traffic        every scenario with real requests; they take most of a machine, so --all leaves them out
  --scaling        every scenario with real autoscalers and made-up load; they wait for minutes, so --all leaves them out
  --quick          with as few requests and as short holds as their claims need (for those with real requests)
  --list           the scenarios and what each proves
  --breaks N       of each scenario's manifests, --all breaks no more than the first N
  --broken NAME    play it with this manifest broken: it has to fail, with a message that names the cause ("all": with each)
  --cluster NAME   whose tree is played (each scenario has its own choice)
  --app NAME       an app to play with; can be given more than once (all of the cluster)
  --affected BASE  only apps whose rendered files differ from this commit's
  --out DIR        write report.html, report.json and a timeline.svg for each app
  --root DIR       the estate (this repository)
  --jobs N         how many are played at once (for --all and --whole one more than there are cores, at most 4; for --scaling and --traffic 3; else 1)
  --within SECONDS after which one scenario is given up (300; some have more)
  --keep           leave it running at the end, and print the KUBECONFIG by which it is reached
  --loopback       in this machine's own network, as where no namespaces can be had
  --help           this

Exit code: 0 when every claim held, 1 when one did not or a program is missing, 2 for wrong usage. The last line is "N passed, N failed".
`

export interface ParsedArgs {
  readonly plays: readonly { readonly scenario: Scenario; readonly sabotage: Sabotage | undefined }[]
  readonly root: string
  readonly cluster: string | undefined
  readonly apps: readonly string[]
  readonly affected: string | undefined
  readonly out: string | undefined
  /** Seconds; nothing when each scenario has its own. */
  readonly within: number | undefined
  readonly jobs: number
  /** In its short form, where a scenario has one. */
  readonly quick: boolean
  readonly keep: boolean
  readonly loopback: boolean
  readonly list: boolean
  readonly help: boolean
}

const options = {
  all: { type: 'boolean', default: false },
  whole: { type: 'boolean', default: false },
  traffic: { type: 'boolean', default: false },
  scaling: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  breaks: { type: 'string' },
  broken: { type: 'string', multiple: true, default: [] as string[] },
  cluster: { type: 'string' },
  app: { type: 'string', multiple: true, default: [] as string[] },
  affected: { type: 'string' },
  out: { type: 'string' },
  root: { type: 'string', default: '.' },
  within: { type: 'string' },
  jobs: { type: 'string' },
  keep: { type: 'boolean', default: false },
  loopback: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

// Much of a scenario is waiting; more than four want more memory than people have (2 GB each).
const atOnce = Math.min(4, availableParallelism() + 1)
// Those with requests and those with autoscalers wait most of their time, for pods to be ready and for windows, and are not judged by how fast.
const atOnceApart = 3

/** @returns what is asked for; or a sentence about what is wrong with the words */
export function parseWords(words: readonly string[]): ParsedArgs | string {
  let given
  try {
    given = parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (error) {
    return (error as Error).message
  }
  const { positionals, values } = given
  const names = scenarios.map(({ name }) => name)
  const unknown = positionals.find((word) => !(names as readonly string[]).includes(word))
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
  const jobs = Number(values.jobs ?? (every ? atOnce : values.traffic || values.scaling ? atOnceApart : 1))
  if (!Number.isInteger(jobs) || jobs < 1)
    return `--jobs "${values.jobs ?? ''}" is no number of rehearsals: give a whole number from 1`
  const most = values.breaks === undefined ? Infinity : Number(values.breaks)
  if (most !== Infinity && (!Number.isInteger(most) || most < 1)) {
    return `--breaks "${values.breaks ?? ''}" is no number of manifests to break: give a whole number from 1; with --whole nothing is broken`
  }
  if (most !== Infinity && !values.all)
    return '--breaks says how many of each scenario --all breaks: give --all, too, or name one with --broken'
  const chosen = scenarios.filter(({ name, onlyNamed, traffic, scales }) =>
    every
      ? onlyNamed !== true
      : values.traffic
        ? traffic === true
        : values.scaling
          ? scales === true && traffic !== true
          : positionals.includes(name),
  )
  if (chosen.length === 0 && !values.list && !values.help)
    return 'name a scenario, or --all, or --traffic, or --scaling, or --list'
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
  const { cluster, app: apps, affected, out, quick, keep, loopback, list, help } = values
  return {
    plays,
    root: path.resolve(values.root),
    cluster,
    apps,
    affected,
    out,
    within,
    jobs,
    quick,
    keep,
    loopback,
    list,
    help,
  }
}
