import { orThrow } from '@slipway/core'
import { commandsOf } from '../../pods/app-command.ts'
import {
  applyStorageClasses,
  cause,
  editing,
  fileOf,
  joined,
  needs,
  NoneFits,
  objectAt,
  pending,
  replacing,
  seen,
  words,
  type Files,
  type Live,
  type Look,
  type Said,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'
import { respec } from '../traffic/app-spec.ts'
import { openPeers, podsOfSet, type Opinion, type PeerGroup } from './peer-group.ts'

const [few, many] = [3, 5]

const setOf = (files: Files, app: StagedApp) => objectAt(files, fileOf(app, 'statefulset'))

/** An app whose members elect a leader, and tell who asks as the sample's does. */
function electing(test: TestContext): StagedApp {
  const files = test.estate.files()
  const app = test.apps.find(
    (each) =>
      files.has(fileOf(each, 'authorizationpolicy', '-peers')) &&
      (setOf(files, each)?.spec?.template?.spec?.containers ?? []).some(({ env = [] }) =>
        env.some(({ name }) => name === 'INITIAL_MEMBERS'),
      ),
  )
  if (app === undefined) throw new NoneFits('no app with peers here elects a leader (INITIAL_MEMBERS)')
  return app
}

async function scaled(test: TestContext, app: StagedApp, scale: number): Promise<Files> {
  await respec(test.estate, app.name, (spec) => ({ ...spec, scale, in: {} }))
  return test.sabotaged(await test.estate.render())
}

/** As Istio's injector marks pods before they are made: by this label istiod knows that they speak mTLS. */
const inMesh = (set: Live): Live => {
  const { template } = set.spec ?? {}
  const labels = { ...template?.metadata?.labels, 'security.istio.io/tlsMode': 'istio' }
  return { ...set, spec: { ...set.spec, template: { ...template, metadata: { ...template?.metadata, labels } } } }
}

async function runPods(test: TestContext, app: StagedApp, files: Files, count: number) {
  const set = setOf(files, app)
  if (set !== undefined) await test.kube.apply(inMesh(set))
  return test.until(`${count} pods of ${app.name}`, async () => {
    const pods = await podsOfSet(test, app)
    return pods.length === count ? seen(pods) : pending(`${pods.length} pods`)
  })
}

const opinions = async (group: PeerGroup): Promise<ReadonlyMap<string, Opinion | undefined>> =>
  new Map(await Promise.all(group.names.map(async (name) => [name, await group.opinion(name)] as const)))

/** Members that claim to lead. */
const leadersIn = (all: ReadonlyMap<string, Opinion | undefined>): readonly string[] =>
  [...all].filter(([name, opinion]) => opinion?.leader === name).map(([name]) => name)

const inWords = (all: ReadonlyMap<string, Opinion | undefined>): Said =>
  joined(
    [...all].map(([name, opinion]) => `${name}: ${opinion === undefined ? 'no answer' : (opinion.leader ?? 'nobody')}`),
  )

/** Asks without pause; whoever leads, and how many at once. */
function watchLeaders(test: TestContext, group: PeerGroup) {
  const led = new Set<string>()
  let most = 0
  let asked = 0
  let over = false
  const ask = async () => {
    while (!over) {
      const leaders = leadersIn(await opinions(group))
      for (const name of leaders) led.add(name)
      most = Math.max(most, leaders.length)
      asked += 1
      await test.pause(0.1).catch(() => (over = true))
    }
  }
  void ask()
  test.onEnd(() => (over = true))
  return { led, most: () => most, asked: () => asked }
}

const agreed = (group: PeerGroup, members: number, not?: string) => async (): Promise<Look<Said>> => {
  const all = await opinions(group)
  const asked = [...all].filter(([name]) => name !== not)
  const [leader, ...others] = leadersIn(all)
  const known = asked.filter(([, opinion]) => opinion?.leader === leader && opinion?.members.length === members)
  return leader !== undefined && leader !== not && others.length === 0 && known.length === asked.length
    ? seen(`${leader}, say all ${asked.length}`)
    : pending(joined([leader === undefined ? cause('no-leader') : undefined, inWords(all)]))
}

async function run(test: TestContext): Promise<void> {
  const app = electing(test)
  const command = orThrow(commandsOf(test.estate.root, test.estate.source, [app.name])).get(app.name)
  if (command === undefined) throw new NoneFits(`${app.name} cannot be run here`)
  const files = await scaled(test, app, few)
  await applyStorageClasses(test, files)
  const group = await openPeers(test, files, app, command)
  await group.join(await runPods(test, app, files, few))
  const elected = await test.assertSoon(
    `${few} members elect one leader, each word between them through the proxies of both`,
    agreed(group, few),
    90,
    'one-leader',
  )
  if (!elected) return
  const [leader = ''] = leadersIn(await opinions(group))

  const strangers = [
    { namespace: app.team, serviceAccount: 'default' },
    { namespace: 'istio-ingress', serviceAccount: 'istio-ingress' },
  ]
  const let_in = await Promise.all(strangers.map((one) => group.answers(leader, one)))
  test.assert(
    'nobody else reaches a member, not the gateway and no other account of its team',
    !let_in.includes(true),
    [
      `${strangers.length} refused`,
      joined(
        strangers
          .filter((_, i) => let_in[i])
          .map(({ serviceAccount }) => cause('reached', { who: serviceAccount, whom: leader })),
      ),
    ],
  )
  test.assert(
    'a member with the same account is answered',
    await group.answers(leader, { namespace: app.team, serviceAccount: app.name }),
    ['answered', cause('not-reached', { who: app.name, whom: leader })],
  )

  const watch = watchLeaders(test, group)
  test.manualAction(`${app.name} is scaled from ${few} to ${many}`, app)
  const more = await scaled(test, app, many)
  await group.join(await runPods(test, app, more, many))
  await test.assertSoon(
    `the new members are taken in, and all ${many} follow one leader`,
    agreed(group, many),
    90,
    'one-leader',
  )
  test.assert(
    'the leader stayed, and there were never two',
    watch.most() === 1 && [...watch.led].join() === leader,
    [
      `${leader} in each of ${watch.asked()} rounds`,
      words(`${[...watch.led].join(', ') || 'nobody'} led, ${watch.most()} at once`),
    ],
    'leader-stays',
  )

  test.manualAction(`the leader ${leader} crashes`, app)
  group.kill(leader)
  await test.assertSoon('the others elect another', agreed(group, many, leader), 90)
  test.assert('there were never two', watch.most() === 1, [`${watch.asked()} rounds`, `${watch.most()} at once`])
}

const policyForgotten: Sabotage = {
  name: 'peers-not-let-in',
  change: editing(/\/authorizationpolicy-.*-peers\.yaml$/, () => undefined),
  noticedBy: 'one-leader',
  causes: [{ code: 'no-leader' }],
}

const unknownToProxy: Sabotage = {
  name: 'unknown-to-their-proxies',
  change: replacing(/\/sidecar-/, /^ +- \S+\/[a-z0-9-]+-pods\.[a-z0-9-]+\.svc\.cluster\.local\n/m, ''),
  noticedBy: 'one-leader',
  causes: [{ code: 'no-leader' }],
}

/** The port of the Service, which no pod has. */
const otherPort: Sabotage = {
  name: 'other-port',
  change: replacing(/\/service-.*-pods\.yaml$/, /port: 7000$/m, 'port: 80'),
  noticedBy: 'one-leader',
  causes: [{ code: 'no-leader' }],
}

export const peers: Scenario = {
  name: 'peers',
  needs: [...needs.cluster, 'istiod', 'envoy'],
  description:
    'Three members find each other by their names, elect a leader and become five without losing it: through real Envoys with certificates of their own.',
  where: 'first',
  kinds: ['networking.istio.io/EnvoyFilter', 'security.istio.io/PeerAuthentication', 'storage.k8s.io/StorageClass'],
  run,
  sabotages: [policyForgotten, unknownToProxy, otherPort],
}
