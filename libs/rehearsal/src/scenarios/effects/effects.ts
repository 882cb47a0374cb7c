import { effectCases } from '@slipway/review/effect-cases'
import {
  cause,
  kinds,
  KubeError,
  mapConcurrent,
  namespaceNamed,
  needs,
  NoneFits,
  objectsIn,
  pending,
  say,
  seen,
  type KubeObject,
  type Scenario,
  type TestContext,
} from '../shared/kit.ts'
import { crdsOf, establish, groupKind } from '../../cluster/crds.ts'
import { binaryFiles } from '../../programs/binary.ts'
import { disagreements, hidden } from './effect-agreement.ts'
import { effectSabotages } from './effect-sabotages.ts'
import { filesOf, grouped, placed, type CaseGroup, type PlacedCase } from './effect-place.ts'
import { seenOf, seenWords, type Snapshot } from './effect-seen.ts'
import { childless, look, Refusals, restless, snapshot, syncWords, unsynced } from './effect-watch.ts'
import { sabotagedFiles } from './sabotaged-files.ts'

const least = 60

interface Template {
  readonly source: object
  readonly syncPolicy: unknown
}

/** How the estate's ApplicationSets sync. */
function templateOf({ estate, cluster }: TestContext): Template {
  const set = [...estate.files()].find(
    ([file]) => file.startsWith(`argocd/${cluster.name}/applicationset-`) && !file.endsWith('-platform.yaml'),
  )
  const [object] = objectsIn(set?.[1] ?? '')
  if (object === undefined) throw new NoneFits(`no ApplicationSet of a team in argocd/${cluster.name}`)
  return (object.spec as { template: { spec: Template } }).template.spec
}

function applicationsOf(spec: Template, groups: readonly CaseGroup[]): readonly KubeObject[] {
  const project: KubeObject = {
    ...kinds.application,
    kind: 'AppProject',
    metadata: { name: 'effects', namespace: 'argocd' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ namespace: '*', server: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  }
  return [
    project,
    ...groups.map(
      ({ application, folder }): KubeObject => ({
        ...kinds.application,
        metadata: { name: application, namespace: 'argocd' },
        spec: {
          project: 'effects',
          destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
          source: { ...spec.source, path: folder },
          syncPolicy: spec.syncPolicy,
        },
      }),
    ),
  ]
}

async function unknownKinds({ kube, until }: TestContext, cases: readonly PlacedCase[]): Promise<ReadonlySet<string>> {
  const kinds = new Map(cases.flatMap(({ objects }) => objects.map((object) => [groupKind(object), object] as const)))
  const files = binaryFiles('crds')
  if (files.ok) await establish(kube, crdsOf(files.value, new Set(kinds.keys())))
  // A new kind may not be served yet.
  const unknown = await Promise.all(
    [...kinds].map(([name, kind]) =>
      until(
        `the API server to serve ${name}`,
        async () => {
          try {
            await kube.list(kind, { namespace: 'default' })
            return seen<readonly string[]>([])
          } catch (error) {
            if (error instanceof KubeError && error.status === 404) return seen([name])
            throw error
          }
        },
        30,
      ),
    ),
  )
  return new Set(unknown.flat())
}

// Rollouts reads no fractions of a second.
const time = () => new Date().toISOString().replace(/\.\d+Z$/, 'Z')

interface Rested {
  readonly sync: (one: PlacedCase) => string
  readonly has: ReadonlyMap<PlacedCase, Snapshot>
  readonly refusals: Refusals
}

const refusalWithin = 45

/**
 * Waits until all cases rest with the newest commit.
 * @param refused predicted to be: under load a first try may not reach them
 * @param isFirst whether nothing has changed yet
 */
async function rested(
  test: TestContext,
  says: string,
  groups: readonly CaseGroup[],
  refused: readonly PlacedCase[] = [],
  isFirst = false,
): Promise<Rested> {
  const { sha = '' } = test.recorder.commits.at(-1) ?? {}
  const cases = groups.flatMap((group) => group.cases)
  const refusals = new Refusals(sha)
  let since: number | undefined
  await test.assertSoon(
    says,
    async () => {
      // Looking costs the server time.
      await test.pause(0.5)
      const found = await look(test)
      refusals.note(found)
      const busy = [
        ...groups.flatMap((group) => unsynced(group, found, sha, refusals) ?? []),
        ...cases.flatMap((each) => restless(each, found) ?? childless(each, found, isFirst) ?? []),
      ]
      if (busy.length > 0) {
        since = undefined
        return pending(busy.slice(0, 8).join('; '))
      }
      since ??= test.recorder.at()
      const left = refused.filter((each) => refusals.of(each) === undefined)
      if (left.length > 0 && test.recorder.at() - since < refusalWithin)
        return pending(`not refused: ${left.map(({ space }) => space).join(', ')}`)
      return seen(`${cases.length} cases in ${groups.length} Applications`)
    },
    180,
  )
  // Time for late effects.
  await test.pause(3)
  const found = await look(test)
  const sync = (one: PlacedCase) =>
    syncWords(
      groups.find((group) => group.cases.includes(one)),
      found,
    )
  return {
    refusals,
    sync,
    has: new Map(await mapConcurrent(20, cases, async (each) => [each, await snapshot(test, each, found)] as const)),
  }
}

async function run(test: TestContext): Promise<void> {
  const all = placed(effectCases)
  const unknown = await unknownKinds(test, all)
  const known = all.filter(({ objects }) => !objects.some((object) => unknown.has(groupKind(object))))
  if (unknown.size > 0)
    test.note(`not played, since nobody here knows ${[...unknown].join(', ')}: ${all.length - known.length} cases`)
  const every = grouped(known, `clusters/${test.cluster.name}/effects`)
  const now = time()
  const template = templateOf(test)
  const changed = (['before', 'after'] as const).flatMap((side) => [
    ...sabotagedFiles(test, filesOf(every, side, now, template.source)),
  ])
  const broken = every.filter(({ folder }) => changed.some((file) => file.startsWith(`${folder}/`)))
  const groups = broken.length === 0 ? every : broken
  const cases = groups.flatMap((group) => group.cases)

  await mapConcurrent(20, cases, ({ space }) => test.kube.create(namespaceNamed(space)))
  await test.commit(`${cases.length} cases as they are before`, filesOf(groups, 'before', time(), template.source))
  await mapConcurrent(20, applicationsOf(template, groups), (object) =>
    test.kube.apply(object, { manager: 'argocd-controller' }),
  )
  const before = await rested(test, 'every case is synced as it is before, and its pods run', groups, [], true)
  await test.commit('each case as it is after', filesOf(groups, 'after', time(), template.source))
  const after = await rested(
    test,
    'every change has reached the cluster, or was refused',
    groups,
    cases.filter(({ predicted }) => predicted.has('refused')),
  )

  const shown: string[] = []
  const elsewhere: string[] = []
  for (const each of cases) {
    const [was, is] = [before.has.get(each), after.has.get(each)]
    if (was === undefined || is === undefined) continue
    const seen = seenOf(each.subjects, was, is, after.refusals.of(each))
    const wrong = disagreements(each.predicted, seen)
    const where = hidden(each.predicted, seen)
    if (where === undefined) shown.push(each.what)
    else elsewhere.push(each.what)
    const said = [...each.predicted].join(', ') || 'no change'
    const only = where === undefined ? '' : `; what else there is to it shows only ${where}, and that is not here`
    test.assert(
      `${each.what}: review says ${said}`,
      wrong.length === 0,
      [
        say`${seenWords(seen)}${only}`,
        say`${cause('about', { what: each.what })}${cause('predicted', { effects: said })}${wrong.join(', ')}. Seen: ${seenWords(seen)}. ${after.sync(each)}`,
      ],
      'effect',
    )
  }
  test.assert(
    `at least ${least} of the effects show in these controllers`,
    shown.length >= least,
    `${shown.length} do; of ${elsewhere.length} only that nothing restarts: ${elsewhere.join(', ')}`,
  )
}

export const effects: Scenario = {
  name: 'effects',
  needs: needs.delivery,
  // 185 changes at once: minutes on a busy machine.
  within: 420,
  description:
    'What review predicts of a change is what the real controllers do: what restarts, what is a canary, what is refused, deleted or kept, what nobody notices.',
  where: 'first',
  crowd: true,
  run,
  sabotages: effectSabotages,
}
