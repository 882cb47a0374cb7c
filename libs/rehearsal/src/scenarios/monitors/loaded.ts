import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fields, list } from '@slipway/kube'
import { cause, joined, kinds, pending, seen, type Live, type TestContext } from '../shared/kit.ts'
import { askApi } from '../shared/prometheus-api.ts'
import { acceptance } from './acceptance.ts'
import { monitoring, prometheusName } from './operated.ts'
import { disagreeing, ledHere } from './operated-config.ts'
import { configOf, type Stage } from './stage.ts'

export async function areAccepted({ test, objects }: Stage): Promise<boolean> {
  const { controllers } = test.api
  return await test.assertSoon(
    'the real operator accepts each monitor and rule of the tree, and what the chart makes of its values',
    async () => {
      const now = await Promise.all(
        objects.map(({ apiVersion, kind, metadata: { namespace, name } }) =>
          controllers.get({ apiVersion, kind, namespace, name }),
        ),
      )
      const late = now.flatMap((live) => (live === undefined ? [] : acceptance(live)))
      return late.length === 0 ? seen(`${objects.length} objects`) : pending(joined(late.slice(0, 4)))
    },
    40,
    'monitors-accepted',
  )
}

/** The operator's ConfigMaps of rules as files, as the reloader would lay them. */
async function layRules(test: TestContext, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const maps = await test.api.controllers.list(kinds.configMap, { namespace: monitoring })
  for (const map of maps.filter(({ metadata }) => metadata.name.startsWith(`prometheus-${prometheusName}-rulefiles`)))
    for (const [name, text] of Object.entries((map as { data?: Readonly<Record<string, string>> }).data ?? {}))
      writeFileSync(path.join(folder, name), text.replaceAll(/^( *(?:- )?)interval: \S+$/gm, '$1interval: 1s'))
}

export async function isLoaded(stage: Stage, receiver: string): Promise<boolean> {
  const { test, objects } = stage
  const applied = objects.filter(({ kind }) => kind === 'PodMonitor')
  const { runtime, api } = test
  const config = await configOf(test, `prometheus-${prometheusName}`, 'prometheus.yaml.gz')
  const rules = path.join(runtime.folder, 'operated-rules')
  await layRules(test, rules)
  const { jobs, apart } = disagreeing(applied, config ?? {})
  const refused = await test
    .configurePrometheus(fields(ledHere(config, { kubeconfig: api.kubeconfig, rules, receiver })))
    .then(
      () => '',
      (error: Error) => error.message,
    )
  test.assert(
    'each endpoint is a job, keeps of a page what our own reading of it keeps, and the real Prometheus takes all of it',
    refused === '' && apart.length === 0,
    refused === '' ? joined([`${jobs} jobs`, ...apart.map((job) => cause('nobody-scraped', { job }))]) : refused,
    'monitors-loaded',
  )
  return refused === '' && apart.length === 0
}

interface Group {
  readonly name: string
  readonly file: string
  readonly rules: readonly { readonly name: string; readonly health: string }[]
}

/** The operator's name of the file: `<namespace>-<name>-<uid>.yaml`. */
const isFileOf = (file: string, { metadata: { namespace = '', name } }: Live): boolean => {
  const [, owner = ''] = /^(.*)-[0-9a-f-]{36}\.yaml$/.exec(path.basename(file)) ?? []
  return owner === `${namespace}-${name}`
}

export async function areRulesLoaded({ test, rules }: Stage): Promise<void> {
  const wanted = rules.flatMap((owner) =>
    list(fields(owner.spec).groups).flatMap((group) =>
      list(group.rules).map((rule) => ({ owner, group: String(group.name), name: String(rule.alert ?? rule.record) })),
    ),
  )
  await test.assertSoon(
    'each rule of the tree is evaluated, none with an error',
    async () => {
      const { groups } = await askApi<{ groups: readonly Group[] }>(test, 'rules')
      const isGood = ({ owner, group, name }: (typeof wanted)[number]) =>
        groups.some(
          (one) =>
            one.name === group &&
            isFileOf(one.file, owner) &&
            one.rules.some((rule) => rule.name === name && rule.health === 'ok'),
        )
      const lost = wanted
        .filter((rule) => !isGood(rule))
        .map(({ owner, group, name }) => `${owner.metadata.name}/${group}/${name}`)
      return lost.length === 0
        ? seen(`${wanted.length} rules of ${rules.length} objects`)
        : pending(joined(lost.slice(0, 4).map((rule) => cause('rule-lost', { rule }))))
    },
    20,
    'rules-loaded',
  )
}
