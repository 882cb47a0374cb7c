import type { AlertRule, Severity } from '@slipway/manifests'
import type { Runbook } from './runbook.ts'

const after: Readonly<Record<Severity, string>> = {
  page: 'It wakes whoever is on call, and tells',
  ticket: 'It wakes nobody, and tells',
}
const whom = (team: string) =>
  team === 'platform' ? 'the platform' : team.startsWith('{{') ? 'the team that its label names' : "the app's team"

const list = (lines: readonly string[], mark: (i: number) => string) =>
  lines.map((line, i) => `${mark(i)} ${line}`).join('\n')

/** A template's fields by their names. */
export const plain = (summary: string): string =>
  summary.replaceAll(/\{\{ \$(?:labels\.)?(\w+)[^}]*\}\}/g, (_, name: string) => name.toUpperCase())

/** At `and` and `or`, so that a person sees its parts. */
const broken = (expr: string) => expr.replaceAll(/ (and|or) (?=\(|[a-z0-9_]+:|min|max|sum|time)/g, '\n  $1 ')

/**
 * One page in docs/runbooks: the frame by the rule, the rest by hand.
 * @param example how the rule is rendered for an app or a cluster
 */
export function runbookPage(name: string, rule: AlertRule, { means, looks, actions }: Runbook): string {
  const { severity = '', team = '' } = rule.labels ?? {}
  return `# ${name}

A **${severity}**, when what is below has been true for ${String(rule.for)}. ${after[severity as Severity]} ${whom(team)}:
"${plain(rule.annotations?.['summary'] ?? '')}". \`npx slipway app-schema\` writes this page.

\`\`\`promql
${broken(String(rule.expr))}
\`\`\`

## What it means

${means}

## The first three looks

${list(looks, (i) => `${i + 1}.`)}

## What to do

${list(actions, () => '-')}

TEAM, APP and CLUSTER are its labels \`team\`, \`app\` and \`cluster\`. To be left alone while you work, silence exactly these labels in
Alertmanager, with an end.
`
}
