import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { appAlertNames } from '@slipway/manifests'
import { clusterAlertNames, exampleAlerts, exampleRules, runbookPages } from '@slipway/platform/runbooks'
import { binary } from '@slipway/rehearsal'
import { alertCases, silentCases } from './alert-cases.ts'
import type { AlertCase } from './alert-series.ts'
import { furtherCases } from './signal-alert-cases.ts'

const promtool = binary('promtool')
const names = [...exampleAlerts().keys()]

interface Asked {
  readonly expr: string
  readonly minute: number
  readonly value: number
}

const matcher = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .map(([name, value]) => `,${name}="${value}"`)
    .join('')

/** At the end of each phase, whether the alert fires, to whom it should. */
function questions({ alert, labels, phases }: AlertCase, fires: readonly boolean[]): readonly Asked[] {
  const all = `ALERTS{alertname="${alert}",alertstate="firing"`
  let minute = 0
  return phases.flatMap((minutes, i) => {
    minute += minutes
    const value = fires[i] === true ? 1 : 0
    return [`${all}}`, ...(value === 1 ? [`${all}${matcher(labels)}}`] : [])].map((expr) => ({
      expr: `count(${expr}) or vector(0)`,
      minute: minute - 1,
      value,
    }))
  })
}

/** The rule with what it reads that is recorded: one file each, so that no case waits for another's rules. */
const ruleFile = (alert: string, interval: string) => {
  const { group, rule } = exampleRules().find(({ rule: one }) => one.alert === alert) ?? { group: [], rule: {} }
  const records = JSON.stringify(rule).includes(':slo_') ? group.filter(({ record }) => record !== undefined) : []
  return { groups: [{ name: alert, interval, rules: [...records, rule] }] }
}

/**
 * As promtool reads it (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/).
 * @returns what it says
 */
async function played(cases: readonly (readonly [AlertCase, readonly boolean[]])[], interval = '30s'): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'alerts-'))
  try {
    const files = cases.map(([one, fires], i) => {
      writeFileSync(path.join(folder, `rules-${i}.json`), JSON.stringify(ruleFile(one.alert, interval)))
      const file = path.join(folder, `test-${i}.json`)
      const test = {
        name: one.alert,
        interval: '1m',
        input_series: Object.entries(one.series).map(([series, values]) => ({ series, values })),
        promql_expr_test: questions(one, fires).map(({ expr, minute, value }) => ({
          expr,
          eval_time: `${minute}m`,
          exp_samples: [{ labels: '{}', value }],
        })),
      }
      writeFileSync(
        file,
        JSON.stringify({ rule_files: [`rules-${i}.json`], evaluation_interval: interval, tests: [test] }),
      )
      return file
    })
    const ran = await promisify(execFile)(promtool.ok ? promtool.value : '', ['test', 'rules', ...files], {
      maxBuffer: 2 ** 24,
    }).catch((error: unknown) => error as { stdout: string; stderr: string })
    return `${ran.stdout}${ran.stderr}`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const failures = (said: string) => said.split('\n').filter((line) => /FAILED|expr:|err|exp:|got:/i.test(line))

describe('every alert', () => {
  it('has a case in which it fires', () => {
    expect(alertCases.map(({ alert }) => alert).sort()).toEqual([...names].sort())
  })

  it('of those that have a name is made by the example estate, so that none goes without', () => {
    expect([...names].sort()).toEqual([...appAlertNames, ...clusterAlertNames].sort())
  })

  it('has a page that says what it means, where to look and what to do, and leads there', () => {
    for (const [name, { annotations }] of exampleAlerts()) {
      const page = runbookPages().get(`docs/runbooks/${name}.md`) ?? ''
      expect(page, name).toMatch(
        /## What it means\n\n\S[^]+## The first three looks\n\n1\. [^]+2\. [^]+3\. [^]+## What to do\n\n- /,
      )
      expect(annotations?.['runbook_url'], name).toBe(
        `https://github.com/acme/slipway/blob/main/docs/runbooks/${name}.md`,
      )
      expect(readFileSync(path.resolve(import.meta.dirname, `../../docs/runbooks/${name}.md`), 'utf8')).toBe(page)
    }
  })
})

// Without `npx slipway rehearse build promtool` the rules are only parsed (libs/manifests, promql.test.ts).
describe.skipIf(!promtool.ok)('promtool, with series of a bad hour', () => {
  it('each alert is silent before, fires while and ends after, and names whose it is', async () => {
    // Half as often as in a cluster: half the processor time, and counts of failures come to half.
    const said = await played(
      [...alertCases, ...furtherCases].map((one) => [one, [false, true, false]]),
      '1m',
    )
    expect(failures(said)).toEqual([])
    expect(said.match(/SUCCESS/g)).toHaveLength(alertCases.length + furtherCases.length)
  })

  it('nobody is told of what is no alert', async () => {
    const said = await played(silentCases.map((one) => [one, [false, false, false]]))
    expect(failures(said)).toEqual([])
    expect(said.match(/SUCCESS/g)).toHaveLength(silentCases.length)
  })

  it('a case that expects the opposite fails', async () => {
    const [first] = alertCases.filter(({ alert }) => alert === 'NoPodReady')
    if (first === undefined) throw new Error('no case')
    expect(failures(await played([[first, [false, false, false]]]))).not.toEqual([])
  })
})
