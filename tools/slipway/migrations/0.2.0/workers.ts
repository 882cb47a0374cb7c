import { issue, type Issue } from '@slipway/core'
import { at, fields, text, texts, type Fields } from '@slipway/kube'
import { defineMigration } from '../../migrate/migration.ts'
import { blocksOf, specOf, specTexts } from '../../migrate/spec-text.ts'

const fleetFile = 'fleet/fleet.ts'

/** A queue whose owner lets others in: where it says so, and to whom. */
interface Given {
  readonly file: string
  readonly path: string
  readonly name: string
  readonly accepts: readonly string[]
  readonly workers: readonly string[]
}

const givenIn = (file: string, path: string, queues: unknown): readonly Given[] =>
  Object.entries(fields(queues)).map(([name, one]) => ({
    file,
    path: `${path}.${name}`,
    name,
    accepts: texts(at(one, 'accepts')),
    workers: texts(at(one, 'workers')),
  }))

/** By its own word, or as a thing of another place. */
const worksOn = (block: Fields, name: string): boolean =>
  text(block['queue']) === name ||
  Object.values(fields(block['uses'])).some((use) => at(use, 'queue') === name && at(use, 'may') === 'work')

/** Whether somebody only sends, or works, too, is the owner's to say again: `accepts` lets in who sends. */
export default defineMigration({
  what: 'queues of which another team takes messages: `workers` says who may, and `accepts` who may send',
  run(sources) {
    const apps = specTexts(sources).flatMap(({ name, file, spec }) =>
      spec === undefined ? [] : [{ app: `${String(spec['team'])}/${name}`, team: String(spec['team']), file, spec }],
    )
    const all = [
      ...apps.flatMap(({ file, spec }) =>
        blocksOf(spec).flatMap((block) => givenIn(file, 'needs.queue', at(block, 'needs', 'queue'))),
      ),
      ...givenIn(fleetFile, 'queues', specOf(fleetFile, sources.read(fleetFile) ?? '')?.['queues']),
    ]
    const steps = all.flatMap(({ file, path, name, accepts, workers }): readonly Issue[] => {
      const working = apps
        .filter(({ spec }) => blocksOf(spec).some((block) => worksOn(block, name)))
        .filter(({ app, team }) => [app, `${team}/*`].some((one) => accepts.includes(one) && !workers.includes(one)))
        .map(({ app }) => app)
      if (working.length === 0) return []
      const want = 'the word to those that work on the queue'
      const hint = `if they may, add workers: ${JSON.stringify(working)}`
      return [issue(file, `${path}.workers`, 'migration-step', working.join(', '), want, hint)]
    })
    return { edits: [], steps }
  },
})
