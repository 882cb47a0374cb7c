import {
  applyPlatform,
  appsIn,
  deployed,
  fileOf,
  kinds,
  nameOf,
  NoneFits,
  objectAt,
  pending,
  quote,
  replacing,
  say,
  scaledObjects,
  seen,
  synced,
  watchPods,
  type Files,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
  type Words,
} from '../shared/kit.ts'
import { applyNodePools } from '../lifecycle/node-pools.ts'
import { nodesInWords } from '../lifecycle/node-watch.ts'
import { respec, withScale } from '../traffic/app-spec.ts'
import { scalingScenario } from './scale-apps.ts'
import { scalerWords } from './scaler-words.ts'

function queued(files: Files, apps: readonly StagedApp[], cluster: string) {
  for (const app of apps) {
    const { triggers = [] } = objectAt(files, fileOf(app, 'scaledobject'))?.spec ?? {}
    const trigger = triggers.find(({ type }) => type === 'aws-sqs-queue')
    if (trigger !== undefined)
      return { app, url: trigger.metadata['queueURL'] ?? '', each: Number(trigger.metadata['queueLength']) }
  }
  throw new NoneFits(`no app in ${cluster} is scaled by a queue: scale: { min, max, on: { queue } }`)
}

const queueOfNobody: Sabotage = {
  name: 'queue-of-nobody',
  change: replacing(scaledObjects, /(queueURL: \S+)$/m, '$1-2'),
  causes: [{ code: 'queue-missing' }],
}

async function kedaWords(test: TestContext, { team, name }: StagedApp): Promise<Words> {
  const events = (await test.kube.list(kinds.event, { namespace: team })) as readonly {
    note?: string
    type?: string
    regarding?: { kind?: string; name?: string }
  }[]
  const warnings = events.filter(
    ({ type, regarding }) => type === 'Warning' && regarding?.kind === 'ScaledObject' && regarding.name === name,
  )
  return quote(warnings.at(-1)?.note ?? '')
}

export const scaleQueue: Scenario = {
  name: 'scale-queue',
  ...scalingScenario,
  description:
    'A worker that may rest has no pods for an empty queue, as many as the messages need when they come, and none again.',
  within: 300,
  prepare: async (estate, cluster, names) => {
    const files = estate.files()
    const apps = appsIn(files.keys(), cluster.name, names)
    const { app } = queued(files, apps, cluster.name)
    await respec(estate, app.name, (spec) => withScale(spec, (scale) => ({ ...scale, min: 0 })))
    await estate.render()
  },
  run: async (test) => {
    const { app, url, each } = queued(test.estate.files(), test.apps, test.cluster.name)
    const watch = watchPods(test)
    const pods = 5
    const has = (says: string, wanted: number, within: number) =>
      test.assertSoon(
        says,
        async () => {
          const [ready, all] = [watch.ready(app), watch.of(app).length]
          const words = `${ready} of ${all} pods ready; nodes: ${nodesInWords(watch.nodes())}`
          if (ready === wanted && all === wanted) return seen(words)
          return pending(say`${words}; ${await scalerWords(test, app)}; ${await kedaWords(test, app)}`)
        },
        within,
      )
    await applyNodePools(test)
    await applyPlatform(test, test.estate.files(), /\/clustertriggerauthentication-/)
    test.queue.set(url, 0)
    test.note(`its spec in the copy of the estate says that ${nameOf(app)} may rest: scale.min is 0`, app)
    const subject = 'the tree as its specs say it, with a worker that may rest'
    await deployed(test, [app], test.tree(test.estate.files(), [app]), synced, subject)
    if (!(await has('for an empty queue it has no pods', 0, 60))) return
    test.manualAction(`${each * pods} messages come, and one pod is for ${each}`, app)
    test.queue.set(url, each * pods)
    if (!(await has(`it gets the pods that the messages need, ${pods}`, pods, 60))) return
    test.manualAction('the queue is empty', app)
    test.queue.set(url, 0)
    await has('with the queue empty it has none again', 0, 90)
  },
  sabotages: [queueOfNobody],
}
