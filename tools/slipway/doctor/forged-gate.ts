import { at, isFields, type Fields } from '@slipway/kube'
import { parse } from 'yaml'
import { objects, type Ask, type Finding } from './setting.ts'
import { driftJudges } from './workflows/drift-judge.ts'

/** The settings that a forged `gate` depends on. */
export interface GateFacts {
  readonly branch: string
  /** The platform's owners, as CODEOWNERS names them: `@acme/platform`, `@ada`. */
  readonly owners: readonly string[]
  /** Workflows of this repository that judge drift, by path. */
  readonly judges: readonly string[]
}

/** One way to close the hole: whether it does, or why not. */
export type Way = Omit<Finding, 'code'>
export const no = (got: string): Way => ({ state: 'gap', got })
export const yes = (got: string): Way => ({ state: 'good', got })
export const unknown = (got: string): Way => ({ state: 'unseen', got })

const repositoryRoleAdmin = 5

/** A file of YAML of a repository, as it is at a commit, a branch or a tag. */
const fileOf =
  (ask: Ask, { repository_id: id, sha, ref }: Fields) =>
  (path: string): unknown => {
    const commit = typeof sha === 'string' ? sha : typeof ref === 'string' ? ref : undefined
    const query = commit === undefined ? '' : `?ref=${encodeURIComponent(commit)}`
    const content = at(ask(`/repositories/${String(id)}/contents/${path}${query}`), 'content')
    try {
      return typeof content === 'string' ? parse(Buffer.from(content, 'base64').toString()) : undefined
    } catch {
      return undefined
    }
  }

/** A rule of an organisation that runs the workflow from a place that the branch has no say in. */
function requiredWorkflow(ask: Ask, rules: unknown, { branch, judges }: GateFacts): Way {
  if (!Array.isArray(rules)) return unknown('rules of the branch not seen')
  const required = objects(rules)
    .filter(({ type }) => type === 'workflows')
    .flatMap(({ parameters }) => objects(at(parameters, 'workflows')))
  if (required.length === 0) return no('no required workflow')
  const here = at(ask(''), 'id')
  const ways = required.map((one): Way => {
    const { path, ref, sha, repository_id: id } = one
    const file = String(path)
    if (id !== undefined && id !== here) {
      const read = fileOf(ask, one)
      const workflow = read(file)
      if (!isFields(workflow)) return unknown(`${file} required, of another repository, which is not seen`)
      return driftJudges(new Map([[file, workflow]]), read).length > 0
        ? yes('a required workflow of another repository')
        : no(`${file} of another repository required, which judges no drift`)
    }
    if (!judges.includes(file)) return no(`${file} required, which judges no drift`)
    const isFixed = typeof sha === 'string' || ref === undefined || ref === branch || ref === `refs/heads/${branch}`
    return isFixed ? yes('a required workflow') : no(`${file} required, of a branch that others may push`)
  })
  const found = best(ways)
  return found.state === 'gap' ? no(ways.map(({ got }) => got).join(', and ')) : found
}

/**
 * Ruby's fnmatch with FNM_PATHNAME, as rulesets have it (docs.github.com, "Using fnmatch syntax"): `**` is more than a
 * name only before a slash, capitals count, and no wildcard stands for a dot at the beginning of a name, so `**`
 * reaches nothing below `.github`.
 */
const closes = (pattern: string, file: string): boolean => {
  const parts = pattern.split('/').map((part, i, all) => {
    const isLast = i === all.length - 1
    if (part === '**' && !isLast) return String.raw`(?:(?!\.)[^/]+/)*`
    const name = part
      .replaceAll(/[^*?\w]/g, String.raw`\$&`)
      .replaceAll(/\*+|\?/g, (sign) => (sign === '?' ? '[^/]' : '[^/]*'))
    return `${/^[*?]/.test(part) ? String.raw`(?!\.)` : ''}${name}${isLast ? '' : '/'}`
  })
  return new RegExp(`^${parts.join('')}$`).test(file)
}
const anyWorkflow = ['yml', 'yaml'].map((ending) => `.github/workflows/a-workflow-of-anybody.${ending}`)

/** Whether nobody but the platform and administrators may pass by a ruleset. */
export function keptByOwners(ask: Ask, set: unknown, owners: readonly string[], what: string): Way {
  const teams = owners.map((one) => /^@([^/]+)\/(.+)$/.exec(one)).filter((one) => one !== null)
  const ids = teams.map(([, org, slug]) => at(ask(`/orgs/${org}/teams/${slug}`), 'id'))
  const isOwner = ({ actor_type: type, actor_id: id }: Fields): boolean =>
    type === 'OrganizationAdmin' ||
    (type === 'RepositoryRole' && id === repositoryRoleAdmin) ||
    (type === 'Team' && ids.includes(id))
  const actors = at(set, 'bypass_actors')
  if (!Array.isArray(actors)) return unknown(`${what}; who may pass by not seen`)
  const others = objects(actors).filter((actor) => !isOwner(actor))
  const names = others.map(({ actor_type: type, actor_id: id }) => `${String(type)} ${String(id)}`).join(', ')
  return others.length === 0 ? yes(what) : no(`${names} may pass by ${what}`)
}

/** A push ruleset that keeps workflows to the platform, on each branch. */
function closedFolder(ask: Ask, { owners }: GateFacts): Way {
  const listed = ask('rulesets?includes_parents=true&targets=push')
  if (!Array.isArray(listed)) return unknown('push rulesets not seen')
  const sets = objects(listed).map(({ id }) => ask(`rulesets/${String(id)}`))
  const closing = sets.filter((set) => {
    const patterns = objects(at(set, 'rules'))
      .filter(({ type }) => type === 'file_path_restriction')
      .flatMap(({ parameters }) => [at(parameters, 'restricted_file_paths')].flat().map(String))
    const isOn = at(set, 'target') === 'push' && at(set, 'enforcement') === 'active'
    return isOn && anyWorkflow.every((file) => patterns.some((pattern) => closes(pattern, file)))
  })
  if (closing.length === 0) return no('no push ruleset on .github/workflows')
  return best(closing.map((set) => keptByOwners(ask, set, owners, 'a push ruleset on .github/workflows')))
}

/** Nobody but the platform may push a branch at all: teams work in forks, whose runs have no right. */
export function fewWriters(ask: Ask, { owners }: Pick<GateFacts, 'owners'>): Way {
  const writers = ask('collaborators?permission=push')
  const keys = ask('keys')
  if (!Array.isArray(writers) || !Array.isArray(keys)) return unknown('who may push not seen')
  const members = owners.map((one) => {
    const [, org, slug] = /^@([^/]+)\/(.+)$/.exec(one) ?? []
    return slug === undefined ? [{ login: one.slice(1) }] : ask(`/orgs/${org}/teams/${slug}/members`)
  })
  if (members.some((one) => !Array.isArray(one))) return unknown('members of the platform not seen')
  const login = (one: Fields): string => String(one['login']).toLowerCase()
  const platform = new Set(members.flatMap(objects).map(login))
  // Administrators may change the settings themselves.
  const isAdmin = (one: unknown): boolean => at(one, 'permissions', 'admin') === true
  const others = objects(writers).filter((one) => !platform.has(login(one)) && !isAdmin(one)).length
  const open = objects(keys).filter((key) => key['read_only'] !== true).length
  if (others + open === 0) return yes('only the platform may push')
  return no(`${others} people beside the platform${open > 0 ? ` and ${open} deploy keys` : ''} may push`)
}

const order = ['good', 'unseen', 'gap'] as const
export const best = (ways: readonly Way[]): Way =>
  ways.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0] ?? no('nothing')

/**
 * Whether somebody may write a green `gate` for any commit, by a workflow on a branch of theirs. One of three settings
 * of GitHub closes that:
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
export function forgedGate(ask: Ask, rules: unknown, facts: GateFacts): Finding {
  const ways = [requiredWorkflow(ask, rules, facts), closedFolder(ask, facts), fewWriters(ask, facts)]
  const { state, got } = best(ways)
  return { code: 'forged-gate', state, got: state === 'good' ? got : ways.map((way) => way.got).join('; ') }
}
