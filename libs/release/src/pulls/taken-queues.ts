import { issue, show, type EnvName, type Issue, type Outcome, ok } from '@slipway/core'
import { queueName, type Fleet } from '@slipway/fleet'
import { queuesOf, type AppSource } from '@slipway/spec'
import type { Git } from '../git.ts'

type Estate = Pick<Fleet, 'environments'>

/** A queue that an app needs in an environment. */
interface Owned {
  readonly app: AppSource
  readonly environment: EnvName
  readonly team: string
  readonly queue: string
  /** As AWS knows it. */
  readonly final: string
}

/** Where the tree says what an app owns, whoever makes it: a stack, or a controller's object. */
const places = (app: string): readonly string[] => [
  `:(glob)aws/**/*-needs-${app}.*`,
  `:(glob)clusters/*/*/${app}/queue-*.yaml`,
]

const ownedBy = (app: AppSource, { environments }: Estate): readonly Owned[] =>
  environments.flatMap((environment) => {
    const spec = app.specs.get(environment)
    if (spec === undefined) return []
    return Object.keys(spec.needs?.queue ?? {}).map((queue) => ({
      app,
      environment,
      team: spec.team,
      queue,
      final: queueName(queue, { environment }),
    }))
  })

/** The app of another team that had the name last, by the tree's history. */
function formerOwner(git: Git, base: string, { app, team, final }: Owned): string | undefined {
  // A name may be the beginning of another.
  const words = ['-S', `${final}([^A-Za-z0-9_-]|$)`, '--pickaxe-regex']
  const found = git.ask(
    ['log', '--first-parent', '-1', '--format=%H', '--name-only', '--relative', ...words, base, '--'].concat(
      places('*'),
    ),
  )
  const [commit = '', ...files] = found.stdout.split('\n').filter((line) => line !== '')
  for (const file of files) {
    const [, stacked, folder, inFolder] =
      /-needs-([^/]+)\.\w+(?:\.json)?$|^clusters\/[^/]+\/([^/]+)\/([^/]+)\//.exec(file) ?? []
    const name = stacked ?? inFolder
    if (name === undefined || name === app.name) return undefined
    const before = [`${commit}^`, commit]
      .map((at) => git.ask(['show', `${at}:./${file}`]).stdout)
      .find((one) => one !== '')
    const owner = folder ?? /\bteam"?:? *\n? *(?:"?Value"?: *)?"?([a-z][a-z0-9-]*)/.exec(before ?? '')?.[1]
    if (owner !== undefined && owner !== team) return `${owner}/${name}`
  }
  return undefined
}

/**
 * Queues that a commit gives to an app though another team's app had the name, or sends to it already: AWS keeps a queue and its messages
 * when its owner leaves, and who sends has said a name and no owner. A change of that other app in the same commit is its team's word.
 * @param base what the commit is compared with, whose history counts
 */
export function takenQueues(
  git: Git,
  { base, commit }: { readonly base: string; readonly commit: string },
  fleet: Estate,
  apps: readonly AppSource[],
): Outcome<readonly Issue[]> {
  const diff = git.run(['diff', '--name-only', '--no-renames', '--relative', '-z', base, commit, '--', 'apps'])
  if (!diff.ok) return diff
  const changed = new Set(diff.value.split('\0').map((file) => file.split('/')[1]))
  const isNew = ({ app, final }: Owned): boolean =>
    git.ask(['grep', '-q', '-w', '-F', '-e', final, base, '--', ...places(app.name)]).status !== 0
  const owned = apps.filter(({ name }) => changed.has(name)).flatMap((app) => ownedBy(app, fleet))
  const seen = new Set<string>()
  return ok(
    owned.filter(isNew).flatMap((one): readonly Issue[] => {
      const { app, environment, team, queue } = one
      const sender = apps.find(({ name, specs }) => {
        const spec = specs.get(environment)
        return spec !== undefined && spec.team !== team && !changed.has(name) && queuesOf(spec).includes(queue)
      })
      const former = sender === undefined ? formerOwner(git, base, one) : undefined
      if (sender === undefined && (former === undefined || changed.has(former.split('/')[1] ?? ''))) return []
      const got =
        sender === undefined
          ? `${show(queue)}, which ${former} had before: what was sent there may still lie in it`
          : `${show(queue)}, to which ${sender.name} of the team ${sender.specs.get(environment)?.team} sends already`
      const hint = `rename it; or have the fleet say whose it is, by queues: { ${show(queue)}: { team: ${show(team)} } } in fleet/fleet.ts, and take the need out`
      // Once for all environments.
      const at = `needs.queue.${queue}`
      if (seen.has(`${app.name} ${at}`)) return []
      seen.add(`${app.name} ${at}`)
      return [issue(app.file, at, 'queue-taken', got, 'a name that no other team has had or uses', hint)]
    }),
  )
}
