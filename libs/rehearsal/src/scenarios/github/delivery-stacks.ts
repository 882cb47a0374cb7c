import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PlayedRun } from '../../github/act.ts'
import type { Sabotage } from '../../stage/scenario.ts'
import { NoneFits, needs, type Scenario, type TestContext } from '../shared/kit.ts'
import { replacing } from '../shared/sabotages.ts'
import { assertJobs, assertSaid, openGitHubStage, type GitHubStage } from './stage.ts'

interface Place {
  readonly cluster: string
  readonly app: string
  readonly file: string
}

/** The functions of the estate, by the stacks that it has in git. */
function placesOf(test: TestContext, clusters: readonly string[]): readonly Place[] {
  const files = globSync('aws/*/*/*-function-*.yaml', { cwd: test.estate.source }).sort()
  // If two names fit, the longer one is meant.
  const longest = clusters.toSorted((a, b) => b.length - a.length)
  return files.flatMap((file) => {
    const name = path.basename(file, '.yaml')
    const cluster = longest.find((each) => name.startsWith(`${each}-function-`))
    return cluster === undefined ? [] : [{ cluster, app: name.slice(`${cluster}-function-`.length), file }]
  })
}

const deploys = { workflow: 'deploy.yml', event: 'push' } as const
const jobsDone = (clusters: readonly string[], job: string) =>
  Object.fromEntries(clusters.map((cluster) => [`${job} ${cluster}`, 'success']))

/** `gh workflow run promote.yml ... -f app=...`, each with its words. */
const startedFor = ({ hub }: GitHubStage): readonly string[] =>
  hub.state
    .read('started')
    .filter(([workflow]) => workflow === 'promote.yml')
    .map((words) => {
      const value = (name: string) => words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1)
      return `${value('cluster')} ${value('app')}`
    })
    .sort()

function deployedAsGit(test: TestContext, stage: GitHubStage, places: readonly Place[], says: string): void {
  const stacks = stage.hub.state.stacks.all()
  const missing = places.filter(({ file }) => {
    const text = readFileSync(path.join(stage.hub.state.folder, 'clone', file), 'utf8')
    return !stacks.some(([, { template }]) => template === text)
  })
  test.assert(says, missing.length === 0, missing.map(({ file }) => file).join(', ') || `${stacks.length} stacks`)
}

function eachByItsRole(test: TestContext, stage: GitHubStage): void {
  const sets = stage.hub.state.changeSets.all().map(([, set]) => set)
  const wrong = sets.filter(
    ({ role, preparedBy, executedBy }) =>
      !role.endsWith('-stack-make') ||
      !preparedBy.endsWith('-stack-prepare') ||
      executedBy?.endsWith('-stack-deploy') !== true,
  )
  const seen = wrong.map(({ stack, preparedBy, executedBy }) => `${stack}: ${preparedBy}, ${executedBy ?? 'nobody'}`)
  test.assert(
    'each change set was made by one role and executed by another, with a third for CloudFormation',
    sets.length > 0 && wrong.length === 0,
    seen.join('; ') || `${sets.length} change sets`,
  )
}

const workflow = '.github/workflows/deploy.yml'

const sabotages: readonly Sabotage[] = [
  {
    name: 'executes-as-preparer',
    change: replacing(/deploy\.yml$/, '${{ matrix.place.deploy }}', '$${{ matrix.place.prepare }}'),
    noticedBy: 'stacks-deployed',
  },
  {
    name: 'hides-changes',
    change: replacing(/deploy\.yml$/, '| tee -a "$GITHUB_STEP_SUMMARY"', '>> "$GITHUB_STEP_SUMMARY"'),
    noticedBy: 'stacks-shown',
  },
  {
    name: 'prepares-as-executor',
    change: replacing(/deploy\.yml$/, '${{ matrix.place.prepare }}', '$${{ matrix.place.deploy }}'),
    noticedBy: 'stacks-deployed',
  },
]

async function run(test: TestContext): Promise<void> {
  const stage = await openGitHubStage(test)
  const { hub } = stage
  const places = placesOf(test, stage.clusters)
  const clusters = [...new Set(places.map(({ cluster }) => cluster))]
  if (places.length === 0) throw new NoneFits('no function of the estate has a stack in aws/')

  // The word, as a person writes it; the roles' own stacks are not played.
  const sha = await hub.push('feat: functions are deployed by a workflow', (file) => {
    const text = readFileSync(file('fleet/fleet.ts'), 'utf8')
    if (!/stackDeploy:/.test(text)) {
      const said = text.replace('defineFleet({', "defineFleet({\n  stackDeploy: 'functions',")
      if (said === text) throw new NoneFits('fleet/fleet.ts does not call defineFleet({ itself')
      writeFileSync(file('fleet/fleet.ts'), said)
    }
    const broken = test.sabotaged(new Map([[workflow, readFileSync(file(workflow), 'utf8')]])).get(workflow)
    if (broken !== undefined) writeFileSync(file(workflow), broken)
  })
  const all: PlayedRun = await stage.play({ ...deploys, sha })
  const good = { plan: 'success', changed: 'success', promote: 'success' }
  const everywhere = { ...good, ...jobsDone(clusters, 'prepare'), ...jobsDone(clusters, 'execute') }
  if (
    !assertJobs(
      test,
      'deploy.yml plans, prepares, executes and asks for the next step',
      all,
      everywhere,
      'stacks-deployed',
    )
  )
    return
  assertSaid(
    test,
    'the run shows each resource that changes',
    all,
    /\| Add \| Function \| AWS::Lambda::Function \|/,
    'stacks-shown',
  )
  deployedAsGit(test, stage, places, 'every stack of a function is deployed as git has it')
  eachByItsRole(test, stage)
  const wanted = places.map(({ cluster, app }) => `${cluster} ${app}`).sort()
  test.assert(
    'promote is started for each release',
    startedFor(stage).join() === wanted.join(),
    startedFor(stage).join(),
  )

  hub.state.write('started', [])
  const again = await stage.play({ ...deploys, event: 'workflow_dispatch', sha })
  const nothing = again.jobs.get('execute') === undefined || again.jobs.get('execute') === 'skipped'
  test.assert('played again, nothing is executed and nobody is asked', nothing, [...again.jobs].join('; '))
  test.assert('and no next step is started', startedFor(stage).length === 0, startedFor(stage).join())

  const [first, ...others] = places as readonly [Place, ...Place[]]
  const failing = hub.state.stacks.all().find(([name]) => name.endsWith(`-${first.cluster}-function-${first.app}`))
  hub.state.write('failing', [failing?.[0] ?? ''])
  const next = await hub.push('feat: a change of every function', (file) => {
    for (const each of places) {
      const text = readFileSync(file(each.file), 'utf8').replace(/MemorySize: \d+/, 'MemorySize: 1024')
      writeFileSync(file(each.file), `${text}Outputs:\n  Name:\n    Value: x\n`)
    }
  })
  const half = await stage.play({ ...deploys, sha: next })
  assertJobs(test, 'a stack that goes back makes its own job red, and no other', half, {
    ...jobsDone(clusters, 'execute'),
    [`execute ${first.cluster}`]: 'failure',
  })
  assertSaid(
    test,
    'the run says what became of it, and how git goes back',
    half,
    /UPDATE_ROLLBACK_COMPLETE[\s\S]*rollback/,
  )
  deployedAsGit(test, stage, others, 'the others are deployed')
  const rest = others.map(({ cluster, app }) => `${cluster} ${app}`).sort()
  test.assert(
    'promote is started for the others alone',
    startedFor(stage).join() === rest.join(),
    startedFor(stage).join(),
  )
}

export const deliveryStacks: Scenario = {
  name: 'delivery-stacks',
  needs: [...needs.bare, 'crane', 'act'],
  description:
    'act plays the workflow deploy from its YAML: change sets of every function are made by one role, executed by another, and a stack that goes back is told.',
  where: 'first',
  within: 900,
  onlyNamed: true,
  run,
  sabotages,
}
