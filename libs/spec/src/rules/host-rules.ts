import { show, type Issue } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { issueIn, type Draft } from '../read/app-draft.ts'
import { hostAcceptsOf, isAccepted as isNamed, word } from './accept-rules.ts'
import { hostClaims, type HostClaim } from './host-claims.ts'
import type { SpecPart } from '../shape/app.ts'

interface Exposed extends HostClaim {
  readonly app: Draft
  readonly spec: SpecPart
  readonly team: string
}

function exposedIn(apps: readonly Draft[], env: string): readonly Exposed[] {
  return apps.flatMap((app) => {
    const spec = app.parts.get(env)
    return spec === undefined ? [] : hostClaims(spec).map((claim) => ({ ...claim, app, spec, team: spec.team ?? '' }))
  })
}

const shortest = (all: readonly Exposed[]): number =>
  Math.min(Infinity, ...all.flatMap(({ paths }) => paths.map(({ path }) => path.length)))

const hostWord = (file: string, team: string, app: string): string => word(file, team, app, 'expose.accepts')

/** Whether one of a team's apps on a host has accepted another's app. */
const isAccepted = (by: readonly Exposed[], { team, app }: Exposed): boolean =>
  by.some(({ spec }) => isNamed(hostAcceptsOf(spec), team, app.name))

/** @param owner the team that the fleet gives the host to: its word alone counts */
function ownedIssues(all: readonly Exposed[], env: string, owner: string): Issue[] {
  const theirs = all.filter(({ team }) => team === owner)
  const [first] = theirs
  return all.flatMap((one): Issue[] => {
    const { app, team, host, at } = one
    if (team === owner || isAccepted(theirs, one)) return []
    if (first !== undefined) return [unaccepted(one, env, first, [hostWord(first.app.file, team, app.name)])]
    const got = `host ${show(host)}, for ${app.name} of the team ${team}`
    const want = `a host that the fleet has not given to another team (${owner} has it)`
    return [issueIn(app, env, at, 'host-unaccepted', got, want, 'take another host')]
  })
}

function unaccepted(one: Exposed, env: string, front: Exposed, words: readonly string[]): Issue {
  const got = `host ${show(one.host)}, on which ${front.app.name} of the team ${front.team} is`
  const hint = 'take another host, or have each word added by the owners of its file'
  return issueIn(one.app, env, one.at, 'host-unaccepted', got, words.join('; '), hint)
}

/**
 * Reports two teams on a host without each other's word, once, at the one with the longer path: whoever came last,
 * `/login` is on the other's host.
 */
function unownedIssues(all: readonly Exposed[], env: string): Issue[] {
  const teams = [...Map.groupBy(all, ({ team }) => team)]
    .map(([team, own]) => ({ team, own, length: shortest(own) }))
    .sort((a, b) => (a.length === b.length ? 0 : a.length - b.length) || (a.team < b.team ? -1 : 1))
  return teams.flatMap(({ own: later }, i) =>
    teams.slice(0, i).flatMap(({ own: front }): Issue[] => {
      const [first, last] = [front[0], later[0]]
      if (first === undefined || last === undefined) return []
      const words = [
        ...later
          .filter((one) => !isAccepted(front, one))
          .map((one) => hostWord(first.app.file, one.team, one.app.name)),
        ...front.filter((one) => !isAccepted(later, one)).map((one) => hostWord(last.app.file, one.team, one.app.name)),
      ]
      return words.length === 0 ? [] : [unaccepted(last, env, first, words)]
    }),
  )
}

/** A name leads to one address: the API of a function, or the gateway of the cluster. */
function functionHosts(all: readonly Exposed[], env: string): Issue[] {
  const owner = all.find(({ spec }) => spec.kind === 'function')?.app
  if (owner === undefined) return []
  return all
    .filter(({ app }) => app !== owner)
    .map(({ app, at, host }) => {
      const want = `a host that no function has (${owner.file} has it): its name leads to the API of that function`
      return issueIn(app, env, at, 'host-function', show(host), want, 'take another host')
    })
}

/** Between apps that may share a host. */
function takenPaths(all: readonly Exposed[], env: string): Issue[] {
  const owners = new Map<string, Draft>()
  return all.flatMap(({ app, host, paths }) =>
    paths.flatMap(({ path, at }): Issue[] => {
      const owner = owners.get(path)
      if (owner === undefined) owners.set(path, app)
      if (owner === undefined || owner === app) return []
      const want = `a path that no other app has (${owner.file} has it)`
      const got = `host ${show(host)}, path ${show(path)}`
      return [issueIn(app, env, at, 'path-taken', got, want, 'take another path or another host')]
    }),
  )
}

/**
 * Where people look for the platform's pages and type their passwords: the fleet's word gives them, nobody's first
 * claim.
 */
export const reservedLabels: readonly string[] = [
  ...['argo', 'argo-cd', 'argocd', 'grafana', 'prometheus', 'alertmanager', 'kibana', 'jaeger', 'kiali', 'vault'],
  ...['auth', 'oauth', 'oidc', 'dex', 'sso', 'login', 'signin', 'idp', 'accounts', 'id'],
  ...['mail', 'smtp', 'autodiscover', 'wpad', 'ns', 'mta-sts'],
]

/** Letters of other scripts, some of which look the same; of a domain of its own a team may have them. */
const isLookAlike = (host: string): boolean => !host.includes('.') && host.startsWith('xn--')

function reservedIssues(all: readonly Exposed[], env: string): Issue[] {
  return all
    .filter(({ host }) => reservedLabels.includes(host) || isLookAlike(host))
    .map(({ app, host, team, at }) => {
      const own = isLookAlike(host)
        ? 'in plain letters, which looks like no other'
        : "that is not the platform's by its name"
      const want = `a host ${own}; the fleet gives it with teams.${team}.may.hosts`
      const hint = isLookAlike(host) ? 'take another host' : 'take another host: docs/hosts.md has the names'
      return issueIn(app, env, at, 'host-reserved', show(host), want, hint)
    })
}

/**
 * Checks that a host is one team's. Another's app needs the word of the team that the fleet gives it to (`may.hosts`),
 * or of each team with an app on it: else a path such as `/login` would be anybody's. And a path of it is one app's.
 */
export function hostIssues(apps: readonly Draft[], { environments, teams }: Fleet): readonly Issue[] {
  const givenTo = (host: string) => [...teams].find(([, { may }]) => may?.hosts?.includes(host) === true)?.[0]
  return environments.flatMap((env) =>
    [...Map.groupBy(exposedIn(apps, env), ({ key }) => key).values()].flatMap((all) => {
      const owner = givenTo(all[0]?.host ?? '')
      const known = all.filter(({ team }) => team !== '')
      const lone = functionHosts(all, env)
      if (lone.length > 0) return lone
      const strange =
        owner === undefined
          ? [...reservedIssues(known, env), ...unownedIssues(known, env)]
          : ownedIssues(known, env, owner)
      return strange.length > 0 ? strange : takenPaths(all, env)
    }),
  )
}
