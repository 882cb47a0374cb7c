import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ran } from '@slipway/cli/test'
import { sheetText, type Sheet } from '@slipway/checks/charts'
import { formatIssue } from '@slipway/core'
import { afterAll, expect, it } from 'vitest'
import charts from '../charts.ts'
import { changesOf, unknownCharts } from './run.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-charts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sheet = (chart: string, version: string): Sheet => ({ chart, version, values: {}, renders: [] })

it('changes what differs, takes away what nobody has any more, and keeps what cannot be had here', () => {
  for (const [name, text] of [
    ['same-1.0.0.json', sheetText(sheet('same', '1.0.0'))],
    ['other-1.0.0.json', '{}'],
    ['old-0.9.0.json', '{}'],
    ['absent-1.0.0.json', '{}'],
    ['README.md', ''],
  ] as const)
    writeFileSync(path.join(folder, name), text)
  const sheets = [sheet('same', '1.0.0'), sheet('other', '1.0.0'), sheet('new', '1.0.0')]
  const changes = changesOf(sheets, new Set(['absent-1.0.0.json']), folder)
  expect([...changes].map(([name, text]) => [name, text === undefined])).toEqual([
    ['other-1.0.0.json', false],
    ['new-1.0.0.json', false],
    ['old-0.9.0.json', true],
  ])
})

it('knows a chart that no cluster has', () => {
  const all = ['keda', 'cert-manager', 'keda']
  expect(unknownCharts(new Set(['keda', 'cert-manager']), all)).toEqual([])
  expect(unknownCharts(new Set(['redis']), all).map(formatIssue)).toEqual([
    'CHART  [unknown-chart]\n  given   "redis"\n  wanted  one of: cert-manager, keda\n  do      correct it',
  ])
})

it('says what is wrong with the fleet, and renders nothing', async () => {
  const { code, err } = await ran(charts, ['--root', folder])
  expect([code, err.includes('fleet/fleet.ts')]).toEqual([1, true])
})
