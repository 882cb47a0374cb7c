import { failed, issue, ok, suggestion, type Outcome } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import type { Scenario } from './scenario.ts'
import type { StagedApp } from './staged-app.ts'

const named = (apps: readonly StagedApp[], names: readonly string[]): readonly StagedApp[] =>
  names.length === 0 ? apps : apps.filter(({ name }) => names.includes(name))

/**
 * One app per folder of the rendered tree, without the platform's.
 * @param names only these; without any, all
 */
export function appsIn(paths: Iterable<string>, cluster: string, names: readonly string[] = []): readonly StagedApp[] {
  const folders = new Set(
    [...paths]
      .filter((file) => file.startsWith(`clusters/${cluster}/`))
      .map((file) => file.split('/').slice(0, 4).join('/')),
  )
  const apps = [...folders]
    .map((folder) => {
      const [, , team = '', name = ''] = folder.split('/')
      return { folder, team, name, application: `${team}-${name}` }
    })
    .filter(({ team, name }) => team !== 'platform' && name !== 'namespace')
  return named(apps, names)
}

export function chooseCluster(
  { clusters, environments }: Pick<Fleet, 'clusters' | 'environments'>,
  where: Scenario['where'],
  name?: string,
): Outcome<Cluster> {
  const environment = where === 'first' ? environments[0] : environments.at(-1)
  const cluster =
    name === undefined
      ? clusters.filter((each) => each.environment === environment).sort((one, other) => one.wave - other.wave)[0]
      : clusters.find((each) => each.name === name)
  if (cluster !== undefined) return ok(cluster)
  const names = clusters.map((each) => each.name)
  if (name === undefined)
    return failed(
      issue('fleet', 'clusters', 'no-cluster', `none in ${environment ?? 'any environment'}`, 'one', '--cluster NAME'),
    )
  return failed(issue('--cluster', '', 'unknown-cluster', name, `one of ${names.join(', ')}`, suggestion(name, names)))
}

export function chooseApps(
  all: readonly StagedApp[],
  cluster: string,
  names: readonly string[],
): Outcome<readonly StagedApp[]> {
  const known = all.map(({ name }) => name)
  const issues = names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      file: '--app',
      at: '',
      code: 'unknown-app',
      got: name,
      want: `an app in clusters/${cluster}`,
      hint: known.length === 0 ? 'npx nx run gen:manifests' : suggestion(name, known),
    }))
  if (issues.length > 0) return failed(...issues)
  return ok(named(all, names))
}

export const affectedApps = (apps: readonly StagedApp[], changed: readonly string[]): readonly StagedApp[] =>
  apps.filter(({ folder }) => changed.some((file) => file.startsWith(`${folder}/`)))
