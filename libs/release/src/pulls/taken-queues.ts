import { issue, show, type EnvName, type Issue, type Outcome, ok } from '@slipway/core'
import { queueName, type Fleet } from '@slipway/fleet'
import { isFields, list, text } from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'
import { queuesOf, type AppSource } from '@slipway/spec'
import { isShallow, wholeHistory, type Git } from '../git.ts'

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

/** The files that say what an app owns: a stack, or a controller's object. */
const places = (app: string): readonly string[] => [
  ...stacks(`needs-${app}`),
  `:(glob)clusters/*/*/${app}/queue-*.yaml`,
]

/** The files that say what an app may send to: its role, or its function. */
const rights = (app: string): readonly string[] => [`app-${app}`, `function-${app}`].flatMap(stacks)

/** As CloudFormation's stacks are called, and OpenTofu's. */
function stacks(name: string): readonly string[] {
  return [`:(glob)aws/**/*-${name}.yaml`, `:(glob)aws/**/*-${name}/main.tf.json`]
}

/** A name alone: `dev-orders` is no part of `dev-orders-dead`, or of `dev-dev-orders`. */
const alone = (final: string): string => `(^|[^A-Za-z0-9_-])${final.replaceAll('.', '[.]')}([^A-Za-z0-9_-]|$)`

const hasName = (git: Git, commit: string, final: string, where: readonly string[]): boolean =>
  git.ask(['grep', '-q', '-E', '-e', alone(final), commit, '--', ...where]).status === 0

/** The tag `team` of the first resource that has one, in CloudFormation's words or OpenTofu's. */
function teamTagged(value: unknown): string | undefined {
  if (Array.isArray(value)) return firstOf(value)
  if (!isFields(value)) return undefined
  const tags: unknown = value['Tags'] ?? value['tags']
  const own = isFields(tags)
    ? tags['team']
    : list(tags).flatMap((tag) => ((tag['Key'] ?? tag['key']) === 'team' ? [tag['Value'] ?? tag['value']] : []))[0]
  return text(own) ?? firstOf(Object.values(value))
}

function firstOf(values: readonly unknown[]): string | undefined {
  for (const one of values) {
    const found = teamTagged(one)
    if (found !== undefined) return found
  }
  return undefined
}

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

const names = ['QueueName', 'queueName', 'queue_name']

/** Whether a queue of a stack, or a controller's object, has the name: elsewhere a text may only mention it. */
const isOwner = (value: unknown, final: string): boolean =>
  Array.isArray(value)
    ? value.some((one) => isOwner(one, final))
    : isFields(value) &&
      (names.some((name) => value[name] === final) || Object.values(value).some((one) => isOwner(one, final)))

interface Owner {
  readonly team: string
  readonly name: string
}

/** Finds the app that had a name last, by the tree's history. */
function lastOwner(git: Git, base: string, final: string): Owner | undefined {
  const words = ['-S', alone(final), '--pickaxe-regex']
  // A stack that moves from app to app is a rename to git, in which no word changes.
  const format = ['--format=%x00%H', '--name-only', '--no-renames', '--relative']
  const found = git.ask(['log', '--first-parent', ...format, ...words, base, '--'].concat(places('*')))
  for (const entry of found.stdout.split('\0').slice(1)) {
    const [commit = '', ...files] = entry.split('\n').filter((line) => line !== '')
    // Whoever has it since that commit, else whoever gave it up.
    for (const at of [commit, `${commit}^`])
      for (const file of files) {
        const [, stacked, folder, inFolder] =
          /-needs-([^/]+?)(?:\.yaml|\/main\.tf\.json)$|^clusters\/[^/]+\/([^/]+)\/([^/]+)\//.exec(file) ?? []
        const name = stacked ?? inFolder
        const { docs } = readYaml(file, git.ask(['show', `${at}:./${file}`]).stdout)
        const stack = docs.find(({ value }) => isOwner(value, final))?.value
        if (name === undefined || stack === undefined) continue
        const team = folder ?? teamTagged(stack)
        return team === undefined ? undefined : { team, name }
      }
  }
  return undefined
}

/**
 * Queues that a commit gives to an app though another team's app had the name, or sends to it already: AWS keeps a
 * queue and its messages when its owner leaves, and who sends has said a name and no owner. The other team's word is a
 * commit in which its own app gives the name up, or begins to send: no other change of it. A queue that moves between
 * apps of one team is not taken.
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
  const isNew = ({ app, final }: Owned): boolean => !hasName(git, base, final, places(app.name))
  const isCut = isShallow(git)
  const owned = apps.filter(({ name }) => changed.has(name)).flatMap((app) => ownedBy(app, fleet))
  const seen = new Set<string>()
  return ok(
    owned.filter(isNew).flatMap((one): readonly Issue[] => {
      const { app, environment, team, queue, final } = one
      const last = lastOwner(git, base, final)
      // It stays with its team, as where an app is renamed: who sends to it has sent to that team.
      if (last?.team === team) return []
      const former = last?.name === app.name ? undefined : last
      const sender = apps.find(({ name, specs }) => {
        const spec = specs.get(environment)
        if (spec === undefined || spec.team === team || !queuesOf(spec).includes(queue)) return false
        return !changed.has(name) || hasName(git, base, final, rights(name))
      })
      const gives = former !== undefined && hasName(git, base, final, places(former.name))
      const isUnknown = sender === undefined && former === undefined
      if (sender === undefined && (isUnknown ? !isCut : gives)) return []
      // Each once for all environments.
      const code = isUnknown ? 'queue-not-judged' : 'queue-taken'
      if (seen.has(`${app.name} ${queue} ${code}`)) return []
      seen.add(`${app.name} ${queue} ${code}`)
      const at = `needs.queue.${queue}`
      const want = 'a name that no other team has had or uses'
      if (isUnknown) {
        const got = 'a clone without its history'
        return [{ ...issue(app.file, at, code, got, want, wholeHistory), warning: true }]
      }
      const got =
        sender === undefined
          ? `${show(queue)}, which ${former?.team}/${former?.name} had before: what was sent there may still lie in it`
          : `${show(queue)}, to which ${sender.name} of the team ${sender.specs.get(environment)?.team} sends already`
      const hint = `rename it; or have the fleet say whose it is, by queues: { ${show(queue)}: { team: ${show(team)} } } in fleet/fleet.ts, and take the need out`
      return [issue(app.file, at, code, got, want, hint)]
    }),
  )
}
