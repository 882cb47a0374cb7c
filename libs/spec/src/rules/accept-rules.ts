import { fieldPath, issue, show, suggestion, type Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { SpecPart } from '../shape/app.ts'
import { issueIn, type Draft } from '../read/app-draft.ts'
import { edges } from './call-edges.ts'

export const acceptsOf = (spec: SpecPart | undefined): readonly string[] =>
  spec !== undefined && 'accepts' in spec ? (spec.accepts ?? []) : []

/** The fields of needs by which other teams' apps are let in. */
export const acceptingWords = ['accepts', 'workers', 'readers', 'writers'] as const
export type Accepting = Readonly<
  Record<string, { readonly [K in (typeof acceptingWords)[number]]?: readonly string[] | undefined }>
>

/** Whether words are given to an app: by its name, or to all of its team. */
export const isAccepted = (given: readonly string[], team: string, app: string): boolean =>
  given.some((one) => one === `${team}/${app}` || one === `${team}/*`)

export const accepts = (spec: SpecPart | undefined, team: string, app: string): boolean =>
  isAccepted(acceptsOf(spec), team, app)

/** Who may be on its hosts: whoever calls an app gets no path there. */
export const hostAcceptsOf = (spec: SpecPart | undefined): readonly string[] => {
  const expose = spec !== undefined && 'expose' in spec ? spec.expose : undefined
  return expose !== undefined && 'accepts' in expose ? (expose.accepts ?? []) : []
}

export const word = (file: string, team: string, app: string, field = 'accepts'): string =>
  `${field}: ["${team}/${app}"] in ${file}`

/** A call into another team needs the callee's word: else a pull request of one team would open another's door. */
export function acceptedCalls(app: Draft, apps: ReadonlyMap<string, Draft>): Issue[] {
  return [...app.parts].flatMap(([env, { team }]) =>
    edges(app, env).flatMap(({ at, to }): Issue[] => {
      const callee = apps.get(to)
      const spec = callee?.parts.get(env)
      if (team === undefined || callee === undefined || spec?.team === undefined || spec.team === team) return []
      // A call to what serves nothing is wrong for another reason.
      if (spec.kind !== 'http' && spec.kind !== 'stateful') return []
      if (accepts(spec, team, app.name)) return []
      const got = `${show(to)} of the team ${spec.team}, which has not accepted ${app.name} of the team ${team}`
      const want = `the word of the other side: ${word(callee.file, team, app.name)}`
      return [issue(app.file, at, 'call-unaccepted', got, want, 'ask its owners to add it')]
    }),
  )
}

/** The words of a part to apps of other teams, each with its place. */
function wordsIn(part: SpecPart): readonly (readonly [at: string, to: string])[] {
  const { bucket = {}, queue = {}, topic = {}, database = {}, cache = {} } = part.needs ?? {}
  const given = [
    ['accepts', acceptsOf(part)] as const,
    ['expose.accepts', hostAcceptsOf(part)] as const,
    ...Object.entries({ bucket, queue, topic, database, cache }).flatMap(([kind, all]) =>
      Object.entries(all as Accepting).flatMap(([name, one]) =>
        acceptingWords.map((word) => [fieldPath(['needs', kind, name, word]), one[word] ?? []] as const),
      ),
    ),
  ]
  return given.flatMap(([at, to]) => to.map((one, i) => [`${at}[${i}]`, one] as const))
}

/** A word for a team that is none does nothing. The app may come later, so it is not asked for. */
export function wordIssues(app: Draft, { teams }: Fleet): Issue[] {
  return [...app.parts].flatMap(([env, part]) =>
    wordsIn(part).flatMap(([at, to]): Issue[] => {
      const [team = '', name = ''] = to.split('/')
      if (teams.has(team as never)) return []
      const hint = suggestion(
        to,
        [...teams.keys()].map((one) => `${one}/${name}`),
      )
      return [issueIn(app, env, at, 'unknown-team', show(to), 'a team of fleet/fleet.ts, a slash and its app', hint)]
    }),
  )
}

/** A secret is named without environment and team; another's name in front is a mistake at best. */
export function ownSecrets(app: Draft, { environments, teams }: Fleet): Issue[] {
  return [...app.parts].flatMap(([env, part]) => {
    const { team, secrets } = part
    const files = 'files' in part ? (part.files ?? {}) : {}
    const given = teams.get(team as never)?.may?.secrets ?? []
    const sidecars = 'sidecars' in part ? (part.sidecars ?? []) : []
    const named = (place: readonly PropertyKey[], all: Readonly<Record<string, string>> = {}) =>
      Object.entries(all).map(([name, reference]) => [fieldPath([...place, 'secrets', name]), reference] as const)
    const references = [
      ...named([], secrets),
      ...sidecars.flatMap((one, i) => named(['sidecars', i], one.secrets)),
      ...Object.entries(files).flatMap(([mount, file]) =>
        typeof file === 'string' ? [] : [[`files.${JSON.stringify(mount)}.secret`, file.secret] as const],
      ),
    ]
    return references.flatMap(([at, reference]): Issue[] => {
      const [first = ''] = reference.split('/')
      const foreign = (first !== team && teams.has(first as never)) || environments.includes(first as never)
      if (!reference.includes('/') || !foreign || given.some((start) => reference.startsWith(start))) return []
      const want = `a secret of the team ${team ?? ''}, without environment and team in front, such as "${app.name}/db#url"`
      const hint = `store one for this team, or have the platform add it to teams.${team ?? ''}.may.secrets in fleet/fleet.ts`
      return [issueIn(app, env, at, 'secret-foreign', show(reference), want, hint)]
    })
  })
}
