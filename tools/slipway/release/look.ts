import { failed, issue, ok, type Issue, type Outcome } from '@slipway/core'
import {
  credentialsFor,
  findApp,
  findImage,
  findTarget,
  history,
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
  return ok({ text: `${JSON.stringify({ ok: true, ...found, rows })}\n` })
}

function historyOf(options: Options, estate: Estate): Outcome<Text> {
  const [name = '', to = ''] = options.words
  const app = findApp(estate, name)
  const target = findTarget(estate.fleet, to)
  if (!app.ok || !target.ok) return failed(...(app.ok ? [] : app.issues), ...(target.ok ? [] : target.issues))
  const git = openGit(options.root)
  if (!git.ok) return git
  const found: { cluster: string; entries: readonly HistoryEntry[] }[] = []
  for (const cluster of present(app.value, target.value)) {
    const entries = history(
      git.value,
      app.value.name,
      cluster.name,
      app.value.specs.get(cluster.environment)?.team ?? '',
    )
    if (!entries.ok) return entries
    found.push({ cluster: cluster.name, entries: entries.value })
  }
  if (options.json) return ok({ text: `${JSON.stringify({ ok: true, app: app.value.name, clusters: found })}\n` })
  return ok({
    text:
      found.length === 0
        ? `${name} has no release in ${to}\n`
        : found.map((one) => historyText(one.cluster, one.entries)).join('\n'),
  })
}

async function verifyOf(options: Options, estate: Estate): Promise<Outcome<Text>> {
  const [name = '', to = ''] = options.words
  const app = findApp(estate, name)
  const target = findTarget(estate.fleet, to)
  if (!app.ok || !target.ok) return failed(...(app.ok ? [] : app.issues), ...(target.ok ? [] : target.issues))
  const clusters = present(app.value, target.value)
  if (clusters.length === 0)
    return failed(
      issue(
        `apps/${name}/releases`,
        '',
        'no-release',
        `no release of ${name} in ${to}`,
        'a release to verify',
        'release it first',
      ),
    )
  const images = [
    ...new Set(clusters.map((c) => `${repositoryOf(app.value, c)}@${app.value.releases.get(c.name)?.digest}`)),
  ]
  const issues: Issue[] = []
  for (const image of images) {
    const [repository = '', digest = ''] = image.split('@')
    const answer = await findImage(repository, digest, { insecure: options.insecure, credentials: credentialsFor })
    if (!answer.ok) issues.push(...answer.issues)
  }
  if (issues.length > 0) return failed(...issues)
  return ok({
    text: options.json
      ? `${JSON.stringify({ ok: true, images })}\n`
      : images.map((image) => `there     ${image}\n`).join(''),
  })
}

/** `status`, `history`, `verify`. */
export async function look(options: Options, now: Date): Promise<Outcome<Text>> {
  const estate = await loadEstate(options.root)
  if (!estate.ok) return estate
  if (options.verb === 'status') return statusOf(options, estate.value, now)
  return options.verb === 'history' ? historyOf(options, estate.value) : verifyOf(options, estate.value)
}
