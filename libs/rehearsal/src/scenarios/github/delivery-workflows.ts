import { exec } from '@slipway/cli/exec'
import { readJson } from '@slipway/core'
import { at, list, text } from '@slipway/kube'
import { need } from '../../programs/needed.ts'
import { deployed, goodTraffic, needs, seenIf, statusOf, type Scenario } from '../shared/kit.ts'
import { canaryFinishes, handEditedImage } from '../canary/delivery.ts'
import { assertJobs, hasSources, openGitHubStage } from './stage.ts'

/** The jobs of one build that have to succeed. */
const built = (app: string) => ({
  plan: 'success',
  [`build ${app} amd64`]: 'success',
  [`build ${app} arm64`]: 'success',
  [`push ${app}`]: 'success',
  prepare: 'success',
  publish: 'success',
})

export const deliveryWorkflows: Scenario = {
  name: 'delivery-workflows',
  needs: [...needs.analysed, 'crane', 'act'],
  description:
    'From a push to the next environment in one run: act plays the workflows from their YAML, up to the canary by Argo CD and Rollouts and the promotion.',
  where: 'first',
  within: 900,
  onlyNamed: true,
  run: async (test) => {
    const app = test.canaries().find((each) => hasSources(test, each))
    if (app === undefined) throw new Error('no app with a canary has sources of its own to make an image of')
    const cluster = test.cluster.name
    const [stage] = await Promise.all([openGitHubStage(test), deployed(test, [app])])
    const { hub } = stage
    goodTraffic(test, app)
    const before = await stage.digestAt(stage.main, app, stage.next.clusters[0] ?? '')

    const sha = await stage.change([app])
    test.manualAction(`pushed ${sha.slice(0, 8)}, a change of its sources`, app)
    const build = await stage.play({ workflow: 'build.yml', event: 'push', sha })
    if (!assertJobs(test, 'build.yml plans, builds, pushes, scans and opens a release', build, built(app.name))) return
    const pushes = [...build.jobs.keys()].filter((job) => job.startsWith('push '))
    test.assert('the plan names that app alone', pushes.join() === `push ${app.name}`, pushes.join())

    const [pull, ...others] = stage.open()
    const digest = pull && (await stage.digestAt(`origin/${pull.head}`, app, cluster))
    test.assert(
      'one pull request is open',
      pull !== undefined && others.length === 0,
      stage
        .open()
        .map(({ head }) => head)
        .join(),
    )
    if (pull === undefined || digest === undefined) return
    const image = `${test.cluster.registry}/${app.name}@${digest}`
    const env = { PATH: process.env['PATH'] ?? '', ...test.registry.env }
    const { stdout, stderr } = await exec(need('crane'), ['manifest', image], { env })
    const platforms = list(at(readJson(stdout), 'manifests'))
      .map((one) => text(at(one.platform, 'architecture')))
      .sort()
    test.assert(
      'the registry has its digest, for both machines',
      platforms.join() === 'amd64,arm64',
      platforms.join() || stderr,
    )

    const merged = await hub.merge(pull.number)
    test.manualAction(`merged "${pull.title}"`, app)
    const folders = [...new Set([...test.estate.files().keys()].map((file) => file.split('/')[0] ?? ''))]
    await test.commit(pull.title, test.tree(await hub.files(merged, folders), [app]))
    if (!(await canaryFinishes(test, app, digest))) return

    // Argo CD's trigger waits for it, too (libs/platform/src/addons/notifications.ts): a canary that is over keeps its
    // old pods for a while.
    const alone = await test.assertSoon('Argo CD says that it runs that digest alone', async () => {
      const { summary } = statusOf(await test.application(app)) as { summary?: { images?: readonly string[] } }
      const own = (summary?.images ?? []).filter((each) => each.includes(`/${app.name}@`))
      return seenIf(own.map((each) => each.split('@')[1]).join() === digest, own.join())
    })
    if (!alone) return
    const payload = {
      action: 'slipway-release-healthy',
      client_payload: { cluster, app: app.name, digest },
    }
    test.manualAction(`dispatched ${JSON.stringify(payload.client_payload)}`, app)
    const promote = await stage.play({ workflow: 'promote.yml', event: 'repository_dispatch', payload, sha: merged })
    const steps = { prepare: 'success', provenance: 'success', publish: 'success' }
    if (!assertJobs(test, 'promote.yml prepares and opens the next step', promote, steps)) return

    const [next] = stage.open()
    for (const each of stage.next.clusters) {
      const asked = next && (await stage.digestAt(`origin/${next.head}`, app, each))
      test.assert(`its pull request brings the digest to ${each}`, asked === digest, String(asked))
      const there = await stage.digestAt(stage.main, app, each)
      test.assert(
        `until somebody approves, ${each} stays as it is`,
        there === before && there !== digest,
        String(there),
      )
    }
  },
  sabotages: [handEditedImage],
}
