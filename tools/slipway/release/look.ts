import { combine, failed, issuesOf, ok, refused, type Outcome } from '@slipway/core'
import {
  credentialsOf,
  findApp,
  findImage,
  findTarget,
  history,
  shallowCommits,
  openGit,
  present,
  repositoryOf,
  status,
  statusFacts,
  holdText,
  type HistoryEntry,
} from '@slipway/release'
import { loadEstate, type Estate } from '@slipway/spec'
import type { Options } from './options.ts'
import { historyText, statusText } from './report.ts'

type Text = { readonly text: string }

const json = (value: object): Outcome<Text> => ok({ text: `${JSON.stringify({ ok: true, ...value })}\n` })

function named({ words: [name = '', to = ''] }: Options, estate: Estate) {
  return combine({ app: findApp(estate, name), target: findTarget(estate.fleet, to) })
}

function statusOf(options: Options, estate: Estate, now: Date): Outcome<Text> {
  const [name] = options.words
  const app = name === undefined ? undefined : findApp(estate, name)
  if (app?.ok === false) return app
  const apps = app === undefined ? estate.apps : [app.value]
  const git = openGit(options.root)
  const found = status(
    estate,
    apps,
    statusFacts(
      git.ok ? git.value : undefined,
      apps.map((one) => one.name),
    ),
    now,
  )
  if (!options.json) return ok({ text: statusText(found, now) })
  const rows = found.rows.map(({ hold, ...row }) => ({
    ...row,
    hold: hold === null ? null : holdText(hold),
    heldBy: hold?.by ?? null,
  }))
  return json({ ...found, rows })
}

function historyOf(options: Options, estate: Estate): Outcome<Text> {
  const read = named(options, estate)
  if (!read.ok) return read
  const { app, target } = read.value
  const git = openGit(options.root)
  if (!git.ok) return git
  const found: { cluster: string; entries: readonly HistoryEntry[] }[] = []
  for (const cluster of present(app, target)) {
    const entries = history(git.value, app.name, cluster, app.specs.get(cluster.environment)?.team ?? '')
    if (!entries.ok) return entries
    found.push({ cluster: cluster.name, entries: entries.value })
  }
  if (options.json) return json({ app: app.name, clusters: found })
  const shallow = shallowCommits(git.value)
  const texts = found.map(({ cluster, entries }) =>
    historyText(cluster, entries, shallow.has(entries.at(-1)?.commit ?? '')),
  )
  return ok({ text: texts.length === 0 ? `${app.name} has no release in ${target.name}\n` : texts.join('\n') })
}

async function verifyOf(options: Options, estate: Estate): Promise<Outcome<Text>> {
  const read = named(options, estate)
  if (!read.ok) return read
  const { app, target } = read.value
  const clusters = present(app, target)
  if (clusters.length === 0) {
    const got = `no release of ${app.name} in ${target.name}`
    return refused(`apps/${app.name}/releases`, 'no-release', got, 'a release to verify', 'release it first')
  }
  const images = [
    ...new Set(clusters.map((c) => `${repositoryOf(estate, app, c)}@${app.releases.get(c.name)?.digest}`)),
  ]
  const credentials = credentialsOf(estate.fleet.clusters.map(({ registry }) => registry))
  const issues = issuesOf(
    ...(await Promise.all(
      images.map((image) => {
        const [repository = '', digest = ''] = image.split('@')
        return findImage(repository, digest, { insecure: options.insecure, credentials })
      }),
    )),
  )
  if (issues.length > 0) return failed(...issues)
  return options.json ? json({ images }) : ok({ text: images.map((image) => `there     ${image}\n`).join('') })
}

export async function look(options: Options, now: Date): Promise<Outcome<Text>> {
  const estate = await loadEstate(options.root)
  if (!estate.ok) return estate
  if (options.verb === 'status') return statusOf(options, estate.value, now)
  return options.verb === 'history' ? historyOf(options, estate.value) : verifyOf(options, estate.value)
}
