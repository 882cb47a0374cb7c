import { el, htmlPage, script, type Child, type Markup } from '@slipway/core/markup'
import { maySecret, veiledText } from '../changes/veil.ts'
import { entityOf, type Change } from '../compare/match.ts'
import type { Review } from '../review.ts'
import { blastText, countedLine, effectTexts, levels, lineText, riskLine, titleOf, whereText } from './format-change.ts'
import { fileLines, nothingText } from './file-text.ts'
import { count, some } from './format-locations.ts'
import { pageScript } from './html-script.ts'
import { pageStyle } from './html-style.ts'
import { causeText } from './cause-text.ts'
import { impactText } from './impact-text.ts'
import { rawDiff } from './raw-diff.ts'
import { graphsOf } from './request-graph.ts'
import { driftText, riskText } from './risk-sentences.ts'
import { unrenderedHeading, unrenderedLines } from './unrendered-text.ts'

/** Graphs on one page: more than that nobody looks at. */
const mostGraphs = 40

/** The data of the page's script, which writes text only: nothing of a change is ever markup. */
function dataOf(review: Review) {
  const { before, after } = review.texts
  const number = new Map(review.changes.map((change, i) => [change, i]))
  // A file of many objects is one diff, which each of them shows by its number.
  const diffs: string[] = []
  const numbers = new Map<string, number>()
  const secret = new Set([...before, ...after].flatMap(([path, text]) => (maySecret(text) ? [path] : [])))
  const diffOf = (change: Change): number => {
    const [was, is] = [change.before?.path ?? '', change.after?.path ?? '']
    // No value of a Secret is shown beside the objects of its file.
    if (secret.has(was) || secret.has(is))
      return diffs.push(rawDiff(veiledText(change.before?.value), veiledText(change.after?.value))) - 1
    const key = `${was}\0${is}`
    const known = numbers.get(key) ?? diffs.push(rawDiff(before.get(was), after.get(is))) - 1
    numbers.set(key, known)
    return known
  }
  return {
    entries: review.groups.map((group) => ({
      title: titleOf(group),
      level: group.level,
      where: whereText(group, review),
      lines: group.lines.map((line) => countedLine(line, group, lineText(line, 200))),
      effects: effectTexts(group, 40),
      risks: group.risks.map((risk) => riskLine(risk)),
      objects: [...new Set(group.changes.map(({ change }) => number.get(change)))],
    })),
    objects: review.changes.map((change) => {
      const { kind, namespace, name, path, location } = entityOf(change)
      return {
        name: `${kind === '' ? 'document' : kind} ${namespace === '' ? '' : `${namespace}/`}${name}`,
        path,
        app: location.app,
        cluster: location.cluster,
        diff: diffOf(change),
      }
    }),
    diffs,
  }
}

const section = (heading: string, content: Child): Markup => el('section', {}, el('h2', {}, heading), content)
const listed = (heading: string, items: readonly string[]): Child =>
  items.length === 0
    ? undefined
    : section(
        heading,
        el(
          'ul',
          {},
          items.map((item) => el('li', {}, item)),
        ),
      )

function graphs({ changes, trees }: Review): Child {
  const locations = changes.map((change) => entityOf(change).location)
  const apps = new Map(locations.map((location) => [`${location.cluster}/${location.team}/${location.app}`, location]))
  const pairs = graphsOf(
    trees,
    [...apps.values()].filter(({ app }) => app !== '' && app !== 'argocd'),
    mostGraphs,
  )
  const figure = (caption: string, svg: Markup) => el('figure', {}, el('figcaption', {}, caption), svg)
  return pairs.length === 0
    ? undefined
    : section(
        'Who is sent where',
        pairs.map(({ app, cluster, before, after, differs }) =>
          el(
            'details',
            { class: 'graph', open: differs },
            el('summary', {}, `${app} in ${cluster}${differs ? ' · differs' : ''}`),
            el('div', { class: 'pair' }, figure('before', before), figure('after', after)),
          ),
        ),
      )
}

const filesList = ({ files }: Review): Child =>
  files.length === 0
    ? undefined
    : section(
        'Files beside the objects',
        el(
          'ul',
          {},
          fileLines(files).map(({ level, title, risks, paths }) =>
            el(
              'li',
              { class: `risk ${level}` },
              `${level}: ${title}`,
              el(
                'ul',
                {},
                [...risks, ...(paths.length > 1 ? paths : [])].map((line) => el('li', {}, line)),
              ),
            ),
          ),
        ),
      )

/** Everything of one app or cluster; nothing to choose where there is only one. */
function choice(by: 'app' | 'cluster', { changes }: Review): Child {
  const names = [...new Set(changes.map((change) => entityOf(change).location[by]))]
    .filter((name) => name !== '')
    .sort()
  if (names.length < 2) return undefined
  const option = (value: string, text: string) => el('option', { value }, text)
  return el('select', { 'data-by': by, 'aria-label': by }, [
    option('', `every ${by}`),
    ...names.map((name) => option(name, name)),
  ])
}

function header(review: Review): Markup {
  const { groups, blast, impact, risks } = review
  const lead = groups.length === 0 ? nothingText(review) : `${count(groups.length, 'change')}: ${blastText(blast)}.`
  const boxes = levels.map((level) =>
    el(
      'label',
      { class: level },
      el('input', { type: 'checkbox', 'data-level': level, checked: true }),
      ` ${level} `,
      el('b', {}, groups.filter((group) => group.level === level).length),
    ),
  )
  const search = 'Search titles, apps, fields, objects'
  return el(
    'header',
    {},
    el('h1', {}, 'What this change does'),
    el('p', { class: 'lead' }, lead),
    impact === undefined ? undefined : el('p', {}, `${impactText(impact)}.`),
    ...review.causes.map((cause) => el('p', {}, `${causeText(cause)}.`)),
    risks.map((risk) =>
      el('p', { class: `risk ${risk.level}` }, `${risk.level}: ${riskText(risk)} `, el('code', {}, risk.rule)),
    ),
    el(
      'div',
      { class: 'bar' },
      el('input', { id: 'search', type: 'search', placeholder: search, 'aria-label': 'Search' }),
      choice('app', review),
      choice('cluster', review),
      el('div', { class: 'levels' }, boxes),
      el('button', { id: 'open', type: 'button' }, 'Open all'),
      el('button', { id: 'fold', type: 'button' }, 'Fold all'),
      el('span', { id: 'count', role: 'status' }),
    ),
  )
}

/**
 * A review as one page that needs nothing else: search, folds, the raw diff of every object, the request graphs; light
 * and dark.
 */
export function asHtml(review: Review): string {
  const data = JSON.stringify(dataOf(review)).replaceAll('<', '\\u003c')
  const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
  return htmlPage(
    { title: 'What this change does', policy, css: pageStyle },
    header(review),
    el(
      'main',
      {},
      el(
        'div',
        { id: 'entries' },
        el('noscript', {}, 'This page needs JavaScript; review.json beside it says the same.'),
      ),
      graphs(review),
      listed(
        'Could not be read, so what it does is not known',
        review.issues.map(({ file, at, got }) => `${file}${at === '' ? '' : `: ${at}`}: ${got}`),
      ),
      listed(
        unrenderedHeading,
        unrenderedLines(review.unrendered).flatMap(({ text, commands }) => [
          text,
          ...commands.map((command) => `run ${command}`),
        ]),
      ),
      listed(
        'Environments differ',
        review.drift.map((drift) => `${some(drift.apps, 4)}: ${driftText(drift)}`),
      ),
      filesList(review),
    ),
    script(data, { type: 'application/json', id: 'data' }),
    script(pageScript),
  )
}
