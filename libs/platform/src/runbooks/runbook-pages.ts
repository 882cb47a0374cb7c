import { alertRules, runbookFile, type AlertRule } from '@slipway/manifests'
import { clusterAlerts } from '../components/alerts.ts'
import { appRunbooks } from './app-runbooks.ts'
import { clusterRunbooks } from './cluster-runbooks.ts'
import { exampleApps, exampleCluster, exampleFleet } from './example-estate.ts'
import type { Runbook } from './runbook.ts'
import { plain, runbookPage } from './runbook-page.ts'

/** Every rule of the example estate, with the group in which it is evaluated. */
export const exampleRules = (): readonly { readonly rule: AlertRule; readonly group: readonly AlertRule[] }[] =>
  [...exampleApps().map(alertRules), clusterAlerts(exampleCluster, exampleFleet)].flatMap((group) =>
    group.map((rule) => ({ rule, group })),
  )

/** Every alert that there is, by its name; of those that several apps have, the first's. */
export function exampleAlerts(): ReadonlyMap<string, AlertRule> {
  const all = new Map<string, AlertRule>()
  for (const { rule } of exampleRules()) if (rule.alert !== undefined && !all.has(rule.alert)) all.set(rule.alert, rule)
  return all
}

const runbooks: ReadonlyMap<string, Runbook> = new Map(Object.entries({ ...appRunbooks, ...clusterRunbooks }))

const index = (rules: ReadonlyMap<string, AlertRule>) => `# Runbooks

One page for each alert: what fires and for whom, what it means, where to look first, what to do. The annotation \`runbook_url\` of an alert leads here, in the
fleet's own repository. \`npx slipway app-schema\` writes these pages; their text is in \`libs/platform/src/runbooks\`.

| alert | severity | what it says |
|---|---|---|
${[...rules].map(([name, { labels, annotations }]) => `| [${name}](${name}.md) | ${labels?.['severity']} | ${plain(annotations?.['summary'] ?? '')} |`).join('\n')}
`

/** By path, from the root of the repository. */
export function runbookPages(): ReadonlyMap<string, string> {
  const rules = exampleAlerts()
  const pages = [...rules].flatMap(([name, rule]) => {
    const runbook = runbooks.get(name)
    return runbook === undefined ? [] : [[runbookFile(name), runbookPage(name, rule, runbook)] as const]
  })
  return new Map([['docs/runbooks/README.md', index(rules)], ...pages])
}
