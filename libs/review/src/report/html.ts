import { pageScript } from './html-script.ts'
import { pageStyle } from './html-style.ts'
import { graphsOf } from '../changes/graph.ts'
import { placesText, several } from './places.ts'
import { rawDiff } from './raw-diff.ts'
import type { Review } from '../review.ts'
import { entityOf } from '../changes/atom.ts'
import { needText } from '../changes/need.ts'
import { blastText, effectTexts, lineText, titleOf } from './words.ts'

/** Graphs on one page: more than that nobody looks at. */
const mostGraphs = 40

/** A list of what came, for the page's own script. Nothing of a change is ever markup: the script writes text only. */
function dataOf(review: Review) {
  const number = new Map(review.changes.map((change, i) => [change, i]))
  const diffs = new Map<string, string>()
  const raw = (before: string | undefined, after: string | undefined): string => {
    const key = `${before ?? ''}\0${after ?? ''}`
    const known = diffs.get(key)
    if (known !== undefined) return known
    const made = rawDiff(
      before === undefined ? undefined : review.texts.before.get(before),
      after === undefined ? undefined : review.texts.after.get(after),
    )
    diffs.set(key, made)
    return made
  }
  return {
    entries: review.entries.map((entry) => ({
      title: titleOf(entry),
      level: entry.level,
      where: placesText(entry.spots, entry.lines, review.paths, review.trees.clusters),
      lines: entry.lines.map(
        (line) =>
          `${lineText(line, 200)}${line.objects === entry.objects ? '' : ` (${several(line.objects, 'object')})`}`,
      ),
      effects: effectTexts(entry, 40),
      risks: entry.risks.map(({ level, why, rule }) => `${level}: ${why} [${rule}]`),
      objects: [...new Set(entry.atoms.map(({ change }) => number.get(change)))],
    })),
    objects: review.changes.map((change) => {
      const entity = entityOf(change)
      // A file of many objects is one diff, which each of them shows.
      return {
        name: `${entity.kind === '' ? 'document' : entity.kind} ${entity.namespace === '' ? '' : `${entity.namespace}/`}${entity.name}`,
        path: entity.path,
        diff: raw(change.before?.path, change.after?.path),
      }
    }),
  }
}

const escape = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const listed = (heading: string, items: readonly string[]): string =>
  items.length === 0
    ? ''
    : `<section><h2>${escape(heading)}</h2><ul>${items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul></section>`

function graphs(review: Review): string {
  const apps = new Map(
    review.changes.map((change) => {
      const { place } = entityOf(change)
      return [`${place.cluster}/${place.team}/${place.app}`, place] as const
    }),
  )
  const pairs = graphsOf(
    review.trees,
    [...apps.values()].filter(({ app }) => app !== '' && app !== 'argocd'),
    mostGraphs,
  )
  if (pairs.length === 0) return ''
  const shown = pairs.map(
    ({ app, cluster, before, after, differs }) =>
      `<details class="graph"${differs ? ' open' : ''}><summary>${escape(app)} in ${escape(cluster)}${differs ? ' · differs' : ''}</summary><div class="pair"><figure><figcaption>before</figcaption>${before}</figure><figure><figcaption>after</figcaption>${after}</figure></div></details>`,
  )
  return `<section><h2>Who is sent where</h2>${shown.join('')}</section>`
}

/** A review as one page that needs nothing else: search, folds, the raw diff of every object, the request graphs; light and dark. */
export function asHtml(review: Review): string {
  const data = JSON.stringify(dataOf(review))
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  const count = (level: string) => review.entries.filter((entry) => entry.level === level).length
  const levels = (['high', 'medium', 'low', 'none'] as const).map(
    (level) =>
      `<label class="${level}"><input type="checkbox" data-level="${level}" checked> ${level} <b>${count(level)}</b></label>`,
  )
  const nothing =
    review.entries.length === 0
      ? '<p class="lead">Nothing changes: formatting and the order of keys at most.</p>'
      : `<p class="lead">${escape(`${several(review.entries.length, 'change')}: ${blastText(review.blast)}.`)}</p>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>What this change does</title><style>${pageStyle}</style></head><body>
<header><h1>What this change does</h1>${nothing}
${review.need === undefined ? '' : `<p>${escape(needText(review.need))}.</p>`}
${review.risks.map(({ level, why, rule }) => `<p class="risk ${level}">${level}: ${escape(why)} <code>${escape(rule)}</code></p>`).join('')}
<div class="bar"><input id="search" type="search" placeholder="Search titles, apps, fields, objects" aria-label="Search"><div class="levels">${levels.join('')}</div><button id="open" type="button">Open all</button><button id="fold" type="button">Fold all</button><span id="count" role="status"></span></div></header>
<main id="entries"><noscript>This page needs JavaScript; review.json beside it says the same.</noscript></main>
${graphs(review)}
${listed(
  'Could not be read, so what it does is not known',
  review.issues.map(({ file, at, got }) => `${file}${at === '' ? '' : `: ${at}`}: ${got}`),
)}
${listed(
  'Environments differ',
  review.drift.map(({ app, text }) => `${app}: ${text}`),
)}
${listed('Changed, and no manifest', review.others)}
<script type="application/json" id="data">${data}</script>
<script>${pageScript}</script>
</body></html>
`
}
