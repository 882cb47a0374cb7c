import type { Issue } from '@slipway/core'
import type { AppSource } from '@slipway/spec'
import { code, few, sections, span, table } from './markdown.ts'
import { releaseName } from '../release-text.ts'
import { factText, holdText, noteText } from '../sentences.ts'
import type { ReleaseChange, Step } from '../steps/step.ts'
import type { EnvironmentDifference } from './environment-diff.ts'

interface Commit {
  readonly hash: string
  readonly subject: string
}

/** The commits that a release brings; `undefined` when one end is not known. */
export interface Sources {
  readonly from: string
  readonly to: string
  readonly commits: readonly Commit[]
  readonly backwards: boolean
}

export interface Evidence {
  readonly step: Step
  readonly app: AppSource
  readonly rendered: ReadonlyMap<string, number>
  readonly sources: Sources | undefined
  /** On this app, in the tree after the step. */
  readonly checks: { readonly rules: number; readonly issues: readonly Issue[] } | undefined
  /** The effects of an edition, as review reports them. */
  readonly effects?: string | undefined
  readonly soak: readonly { readonly cluster: string; readonly seconds: number | undefined }[]
  readonly differences:
    | { readonly from: string; readonly to: string; readonly all: readonly EnvironmentDifference[] }
    | undefined
}

const short = (commit: string): string => commit.slice(0, 12)

function changes({ step, rendered }: Evidence): string {
  const row = ({ cluster, from, to }: ReleaseChange): readonly string[] => [
    code(cluster.environment),
    code(cluster.name),
    String(cluster.wave),
    from === undefined ? 'not there' : code(releaseName(from)),
    step.verb === 'edition' ? `${code(releaseName(to))}, edition ${to.edition}` : code(releaseName(to)),
    String(rendered.get(cluster.name) ?? 0),
  ]
  return [
    '## What changes',
    '',
    table(['environment', 'cluster', 'wave', 'now', 'then', 'rendered files'], step.changes.map(row)),
  ].join('\n')
}

function image({ step }: Evidence): string {
  const [move] = step.changes
  if (move === undefined) return ''
  const { digest, commit, run, override, hold } = move.to
  const lines = [
    `- digest ${code(digest, 80)}`,
    ...(commit === undefined ? [] : [`- source commit ${commit}`]),
    ...(run === undefined ? [] : [`- built by ${/^https?:\/\/[^\s<>()]+$/.test(run) ? run : code(run)}`]),
    ...(hold === undefined ? [] : [`- held from then on: ${code(holdText(hold), 500)}`]),
    ...(override === undefined ? [] : [`- **in spite of a freeze**: ${code(override, 500)}`]),
  ]
  return ['## The release', '', ...lines].join('\n')
}

function commits({ sources, app }: Evidence): string {
  const head = '## Source commits since the last release'
  if (sources === undefined)
    return `${head}\n\nNot known: one of the two release files names no commit, or this clone does not have it.`
  const range = `\`${short(sources.from)}..${short(sources.to)}\` in \`apps/${app.name}\``
  if (sources.backwards) return `${head}\n\nThis goes **back**: ${range} takes ${sources.commits.length} of them away.`
  if (sources.commits.length === 0) return `${head}\n\nNone (${range}): the image was built anew from the same source.`
  return [
    head,
    '',
    `${sources.commits.length} (${range}):`,
    '',
    ...few(sources.commits, 40, ({ hash, subject }) => `- ${short(hash)} ${code(subject)}`, 'commits'),
  ].join('\n')
}

function gates({ checks }: Evidence): string {
  if (checks === undefined) return ''
  if (checks.issues.length === 0)
    return `## Checks\n\n${checks.rules} rules over the rendered objects: nothing found. The others run on this pull request.`
  const lines = few(
    checks.issues,
    20,
    (one) => `- ${code(one.file, 200)} ${code(one.code)}: ${code(one.got, 200)}, wanted ${code(one.want, 200)}`,
    'problems',
  )
  return ['## Checks', '', `**${checks.issues.length} found** by ${checks.rules} rules:`, '', ...lines].join('\n')
}

function soaked({ soak }: Evidence): string {
  if (soak.length === 0) return ''
  const line = ({ cluster, seconds }: Evidence['soak'][number]) =>
    seconds === undefined
      ? `- ${code(cluster)}: not known (not in this clone's history)`
      : `- ${code(cluster)}: ${span(seconds)} since it came there`
  return ['## Soak so far', '', ...soak.map(line)].join('\n')
}

function environments({ differences }: Evidence): string {
  if (differences === undefined) return ''
  const head = `## What else is different between ${code(differences.from)} and ${code(differences.to)}`
  if (differences.all.length === 0) return `${head}\n\nNothing.`
  const rows = differences.all.slice(0, 40).map(({ what, from, to }) => [code(what), code(from), code(to)])
  const rest = differences.all.length > 40 ? [`\nand ${differences.all.length - 40} more fields`] : []
  return [head, '', table(['field', differences.from, differences.to], rows), ...rest].join('\n')
}

function back({ step }: Evidence): string {
  const editions = step.facts.flatMap(([code, data]) => (code === 'edition' ? [data.from] : []))
  const lines = step.changes
    .filter(({ from }) => from !== undefined)
    .map(({ cluster }) =>
      step.verb === 'edition'
        ? `npx slipway edition --to ${editions.join('')} --in ${cluster.name} ${step.app} --pr`
        : `npm run release -- rollback ${step.app} ${cluster.name} --reason "..." --pr`,
    )
  return lines.length === 0 ? '' : ['## How to roll back', '', '```sh', ...lines, '```'].join('\n')
}

function whatItDoes({ effects }: Evidence): string {
  if (effects === undefined) return ''
  const fenced = effects.replaceAll('```', "'''").trimEnd()
  return [
    '## What it does',
    '',
    '```text',
    fenced.length > 30_000 ? `${fenced.slice(0, 30_000)}\n...` : fenced,
    '```',
  ].join('\n')
}

/** The body of the pull request: everything for a decision. Bounded, and without a clock. */
export function pullRequestBody(evidence: Evidence): string {
  const { step } = evidence
  const told = [...step.facts.map(factText), ...step.notes.map(noteText)].map((line) => `- ${code(line, 500)}`)
  const isRelease = step.verb === 'bump' || step.verb === 'promote'
  const parts = [
    told.join('\n'),
    step.changes.length === 0 ? '' : changes(evidence),
    step.changes.length === 0 ? '' : image(evidence),
    whatItDoes(evidence),
    ...(step.verb === 'edition' ? [gates(evidence), back(evidence)] : []),
    ...(isRelease
      ? [commits(evidence), gates(evidence), soaked(evidence), environments(evidence), back(evidence)]
      : []),
    `Made by \`${step.verb === 'edition' ? 'npx slipway edition' : `npm run release -- ${step.verb}`}\`. A hand edit of \`clusters/\` is not needed: the files are rendered.`,
  ]
  return sections(parts.filter((part) => part !== ''))
}
