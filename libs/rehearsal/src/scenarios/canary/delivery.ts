import { existsSync } from 'node:fs'
import path from 'node:path'
import {
  cause,
  deployed,
  goodTraffic,
  imagesOf,
  needs,
  never,
  pending,
  reached,
  replacing,
  rollouts,
  say,
  statusOf,
  type Sabotage,
  type Scenario,
  type StagedApp,
  type TestContext,
} from '../shared/kit.ts'

/** The image was edited by hand after the verb rendered it. */
export const handEditedImage: Sabotage = {
  name: 'hand-edited-image',
  change: replacing(rollouts, /@sha256:[0-9a-f]{64}/, `@sha256:${'0'.repeat(64)}`),
  causes: [{ code: 'runs-another-image', image: `sha256:${'0'.repeat(64)}` }],
}

/** After the commit that brings a digest. @returns whether its canary finished */
export const canaryFinishes = (test: TestContext, app: StagedApp, digest: string): Promise<boolean> =>
  test.assertSoon(`a canary of ${app.name} finishes with that digest`, async () => {
    const [rollout, application] = [await test.rollout(app), await test.application(app)]
    const look = reached(rollout, application, digest)
    if (look.state === 'seen') return look
    const { sync } = statusOf(application)
    const synced = sync?.status === 'Synced' && sync.revision === test.recorder.commits.at(-1)?.sha
    const image = imagesOf(rollout)[0]?.split('@')[1] ?? 'nothing'
    const found = say`${look.found}; ${cause('runs-another-image', { image })}`
    // Synced with another image: no canary will come.
    return synced && image !== digest ? never(found) : pending(found)
  })

export const delivery: Scenario = {
  name: 'delivery',
  needs: [...needs.analysed, 'crane'],
  description:
    'From a pushed image to a finished canary: a real registry, the digest that it gave, the bump verb, a commit, Argo CD.',
  where: 'first',
  run: async (test) => {
    const sources = ({ name }: StagedApp) => path.join(test.estate.source, 'apps', name, 'src')
    const app = test.canaries().find((each) => existsSync(sources(each)))
    if (app === undefined) throw new Error('no app with a canary has sources of its own to make an image of')
    await deployed(test, [app])
    goodTraffic(test, app)
    const target = test.cluster.name
    const repository = `${test.cluster.registry}/${app.name}`
    const bump = (image: string) => {
      const words = ['bump', app.name, target, '--image', image, '--version', '9.9.9', '--verify']
      return test.estate.release(words, test.registry.env)
    }

    const absent = `${repository}@sha256:${'1'.repeat(64)}`
    const refused = await bump(absent)
    test.assert(
      'a digest that the registry does not have is refused',
      refused.code === 1 && refused.said.includes('1'.repeat(64)),
      refused.said,
    )

    const image = await test.registry.push(sources(app), `${repository}:9.9.9`)
    test.manualAction(`pushed ${image}`, app)
    const digest = image.slice(image.indexOf('@') + 1)
    const bumped = await bump(image)
    test.assert('the bump verb takes the image that the registry has', bumped.code === 0, bumped.said)
    if (bumped.code !== 0) return

    await test.commit(`release: ${app.name} 9.9.9 in ${target}`, test.tree(test.estate.files(), [app]))
    await canaryFinishes(test, app, digest)
  },
  sabotages: [handEditedImage],
}
