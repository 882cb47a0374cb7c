import { issue, show, type Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import type { SpecPart } from '../shape/app.ts'
import type { Draft } from '../read/app-draft.ts'
import { edges } from './call-edges.ts'

const acceptsOf = (spec: SpecPart | undefined): readonly string[] =>
  spec !== undefined && 'accepts' in spec ? (spec.accepts ?? []) : []

/** Whether an app has given its word to another: by its name, or to all of its team. */
const accepts = (spec: SpecPart | undefined, team: string, app: string): boolean =>
  acceptsOf(spec).some((word) => word === `${team}/${app}` || word === `${team}/*`)

const words = (file: string, team: string, app: string) =>
  [`the word of the other side: accepts: ["${team}/${app}"] in ${file}`, `ask its owners to add it`] as const

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
      return [issue(app.file, at, 'call-unaccepted', got, ...words(callee.file, team, app.name))]
    }),
  )
}

/**
 * A host is one team's: the fleet's word (`may.hosts`), or that of each other team with an app on it. Else a path such as `/login` on
 * another's host would be anybody's.
 */
export function acceptedHosts(apps: readonly Draft[], { environments, teams }: Fleet): Issue[] {
  const givenTo = (host: string) => [...teams].find(([, { may }]) => may?.hosts?.includes(host) === true)?.[0]
  return environments.flatMap((env) => {
    const exposed = apps.flatMap((app) => {
      const spec = app.parts.get(env)
      return spec?.kind === 'http' && spec.expose !== undefined && spec.team !== undefined
        ? [{ app, spec, team: spec.team, host: spec.expose.host }]
        : []
    })
    return exposed.flatMap(({ app, team, host }): Issue[] => {
      const owner = givenTo(host)
      if (owner === team) return []
      const at = app.place(env, 'expose.host')
      const others = exposed.filter((one) => one.host === host && one.team !== team)
      if (owner !== undefined && !others.some((one) => one.team === owner)) {
        const got = `host ${show(host)}, for ${app.name} of the team ${team}`
        const want = `a host that the fleet has not given to another team (${owner} has it)`
        return [issue(app.file, at, 'host-unaccepted', got, want, 'take another host')]
      }
      return [...Map.groupBy(others, (one) => one.team)].flatMap(([other, theirs]): Issue[] => {
        const [first] = theirs
        if (first === undefined || (owner !== undefined && other !== owner)) return []
        if (theirs.some((one) => accepts(one.spec, team, app.name))) return []
        const got = `host ${show(host)}, on which ${first.app.name} of the team ${other} is and has not accepted ${app.name} of the team ${team}`
        return [issue(app.file, at, 'host-unaccepted', got, ...words(first.app.file, team, app.name))]
      })
    })
  })
}

/** A secret is named without environment and team; another's name in front is a mistake at best. */
export function ownSecrets(app: Draft, { environments, teams }: Fleet): Issue[] {
  return [...app.parts].flatMap(([env, { team, secrets = {} }]) => {
    const given = teams.get(team as never)?.may?.secrets ?? []
    return Object.entries(secrets).flatMap(([name, reference]): Issue[] => {
      const [first = ''] = reference.split('/')
      const foreign = (first !== team && teams.has(first as never)) || environments.includes(first as never)
      if (!reference.includes('/') || !foreign || given.some((start) => reference.startsWith(start))) return []
      const want = `a secret of the team ${team ?? ''}, without environment and team in front, such as "${app.name}/db#url"`
      const hint = `store one for this team, or have the platform add it to teams.${team ?? ''}.may.secrets in fleet/fleet.ts`
      return [issue(app.file, app.place(env, `secrets.${name}`), 'secret-foreign', show(reference), want, hint)]
    })
  })
}
