import { at, text, type Fields } from '@slipway/kube'
import { best, fewWriters, keptByOwners, no, unknown, yes, type Way } from './forged-gate.ts'
import { objects, type Ask, type Finding } from './setting.ts'

/** The questions that workflows leave to settings, as `workflowIssues` notes them. */
export interface LeftToSettings {
  /** Patterns of tags that start a job with a right. */
  readonly tags: readonly string[]
  /** The labels of machines, not GitHub's, on which others' code runs; `undefined` is any. */
  readonly ownMachines: readonly (readonly string[] | undefined)[]
}

const everyTag = ['~ALL', 'refs/tags/**/*']
/** Whether a ruleset's pattern takes in all tags of a workflow's: it is the same, or ends in its only stars. */
function takesIn(include: string, tag: string): boolean {
  const ref = `refs/tags/${tag}`
  const [, start] = /^([^*?[\]{}\\]+)\*+$/.exec(include) ?? []
  if (start === undefined || !ref.startsWith(start)) return include === ref
  // Stars at the end stop at a slash, as in `closes`. In a workflow `?` makes the character before it optional.
  return !/^\?|\/|\*\*/.test(ref.slice(start.length))
}
/** Whether a ruleset says who makes each of these tags. */
function restrictsTags(set: unknown, tags: readonly string[]): boolean {
  const [include = [], exclude = []] = ['include', 'exclude'].map((key) =>
    [at(set, 'conditions', 'ref_name', key) ?? []].flat().map(String),
  )
  const isOn = at(set, 'target') === 'tag' && at(set, 'enforcement') === 'active'
  return (
    isOn &&
    exclude.length === 0 &&
    objects(at(set, 'rules')).some(({ type }) => type === 'creation') &&
    (everyTag.some((one) => include.includes(one)) || tags.every((tag) => include.some((one) => takesIn(one, tag))))
  )
}

/** The makers of tags (https://docs.github.com/en/rest/repos/rules, the rule `creation` of a ruleset of tags). */
function tagMakers(ask: Ask, { tags }: LeftToSettings, owners: readonly string[]): Way {
  if (tags.length === 0) return yes("no job with a right runs a tag's code")
  const listed = ask('rulesets?includes_parents=true&targets=tag')
  const sets = objects(listed).map(({ id }) => ask(`rulesets/${String(id)}`))
  const kept = sets
    .filter((set) => restrictsTags(set, tags))
    .map((set) => keptByOwners(ask, set, owners, 'a ruleset of tags'))
  const none = Array.isArray(listed) ? no(`no ruleset says who makes ${tags.join(', ')}`) : unknown('rulesets not seen')
  const ways = [...kept, fewWriters(ask, { owners }), ...(kept.length === 0 ? [none] : [])]
  const { state, got } = best(ways)
  return { state, got: state === 'good' ? got : ways.map((way) => way.got).join('; ') }
}

const nameOf = ({ name }: Fields): string => String(name)
/**
 * Answers with the runners that this repository may use: its own, and those of the organisation's groups for it
 * (https://docs.github.com/en/rest/actions/self-hosted-runner-groups).
 */
function runnersOf(ask: Ask, organisation: string | undefined): readonly unknown[] {
  const own = ask('actions/runners')
  const repository = ask('')
  if (organisation === undefined || at(repository, 'owner', 'type') === 'User') return [own]
  const name = text(at(repository, 'name'))
  if (name === undefined) return [own, undefined]
  const place = `/orgs/${organisation}/actions/runner-groups`
  const groups = at(ask(`${place}?visible_to_repository=${encodeURIComponent(name)}`), 'runner_groups')
  if (!Array.isArray(groups)) return [own, undefined]
  return [own, ...objects(groups).map(({ id }) => ask(`${place}/${String(id)}/runners`))]
}
/** Whether a runner takes jobs with one of these lists of labels: it has each of a list, and capitals do not count. */
function takesOne(runner: Fields, { ownMachines }: LeftToSettings): boolean {
  const has = new Set(objects(at(runner, 'labels')).map((one) => nameOf(one).toLowerCase()))
  return ownMachines.some(
    (labels) => labels === undefined || has.size === 0 || labels.every((one) => has.has(one.toLowerCase())),
  )
}
/** Runners that stay after a job (https://docs.github.com/en/rest/actions/self-hosted-runners). */
function ownRunners(ask: Ask, left: LeftToSettings, organisation: string | undefined): Way {
  if (left.ownMachines.length === 0) return yes('no pull request runs on a machine of its own')
  const answers = runnersOf(ask, organisation)
  const staying = answers
    .flatMap((one) => objects(at(one, 'runners')))
    .filter((one) => one['ephemeral'] !== true && takesOne(one, left))
  if (staying.length > 0) return no(`${staying.map(nameOf).slice(0, 5).join(', ')} stay after a job`)
  return answers.includes(undefined) ? unknown('runners not seen') : yes('each runner takes a single job')
}

export const leftToSettings = (
  ask: Ask,
  left: LeftToSettings,
  owners: readonly string[],
  organisation: string | undefined,
): readonly Finding[] => [
  { code: 'tag-makers', ...tagMakers(ask, left, owners) },
  { code: 'own-runners', ...ownRunners(ask, left, organisation) },
]
