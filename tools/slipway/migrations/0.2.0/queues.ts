import { issue, type Issue } from '@slipway/core'
import { at, fields, text, texts, type Fields } from '@slipway/kube'
import { defineMigration } from '../../migrate/migration.ts'
import { blocksOf, specOf, specTexts } from '../../migrate/spec-text.ts'

const fleetFile = 'fleet/fleet.ts'
const sentTo = (spec: Fields): readonly string[] => blocksOf(spec).flatMap((block) => texts(at(block, 'sends')))
const workedOn = (spec: Fields): readonly string[] => blocksOf(spec).flatMap((block) => text(block['queue']) ?? [])
const usedBy = (spec: Fields): readonly string[] => [...sentTo(spec), ...workedOn(spec)]
const neededBy = (spec: Fields): readonly string[] =>
  blocksOf(spec).flatMap((block) => Object.keys(fields(at(block, 'needs', 'queue'))))

/** Only people know who owns such a queue: the first team that names it may be the borrower. */
export default defineMigration({
  what: 'queues that no app needs, and apps of several teams use: `queues` in the fleet says whose they are',
  run(sources) {
    const apps = specTexts(sources).flatMap(({ name, spec }) =>
      spec === undefined ? [] : [{ app: `${String(spec['team'])}/${name}`, team: String(spec['team']), spec }],
    )
    const known = new Set([
      ...apps.flatMap(({ spec }) => neededBy(spec)),
      ...Object.keys(fields(specOf(fleetFile, sources.read(fleetFile) ?? '')?.['queues'])),
    ])
    const names = [...new Set(apps.flatMap(({ spec }) => usedBy(spec)))].filter((name) => !known.has(name)).sort()
    const steps = names.flatMap((name): readonly Issue[] => {
      const users = apps.filter(({ spec }) => usedBy(spec).includes(name))
      const teams = [...new Set(users.map(({ team }) => team))].sort()
      const [first] = teams
      if (first === undefined || teams.length < 2) return []
      const others = users.filter(({ team }) => team !== first)
      const accepts = others.filter(({ spec }) => sentTo(spec).includes(name)).map(({ app }) => app)
      const workers = others.filter(({ spec }) => workedOn(spec).includes(name)).map(({ app }) => app)
      const given = { ...(accepts.length > 0 ? { accepts } : {}), ...(workers.length > 0 ? { workers } : {}) }
      const words = JSON.stringify({ [name]: { team: first, ...given } })
      const got = `the queue ${JSON.stringify(name)}, which apps of ${teams.join(' and ')} use`
      return [
        issue(
          fleetFile,
          'queues',
          'migration-step',
          got,
          'the team that it belongs to',
          `if that is ${first}, add queues: ${words}`,
        ),
      ]
    })
    return { edits: [], steps }
  },
})
