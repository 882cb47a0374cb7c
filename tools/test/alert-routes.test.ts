import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Paging } from '@slipway/fleet'
import { alertmanagerConfig } from '@slipway/platform'
import { exampleCluster, exampleFleet } from '@slipway/platform/runbooks'
import { binary } from '@slipway/rehearsal'

const amtool = binary('amtool')
const paging: Paging = {
  receivers: {
    night: { pagerduty: true, sms: true },
    day: { slack: '#day', emails: ['day@example.com'] },
    hook: { webhook: true },
  },
  routes: [
    { team: 'shop', severity: 'page', to: ['night', 'hook'] },
    { hours: { days: 'weekdays', from: '18:00', to: '09:00', zone: 'Europe/Berlin' }, severity: 'ticket', to: ['day'] },
  ],
  watchdog: true,
}

// Without `npx slipway rehearse build amtool` the table of libs/platform, alertmanager.test.ts, walks the routes alone.
describe.skipIf(!amtool.ok)("Alertmanager's own reader", () => {
  let folder = ''
  const run = async (...args: readonly string[]) =>
    promisify(execFile)(amtool.ok ? amtool.value : '', [...args]).catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    )
  const config = (name: string, text: object) => {
    const file = path.join(folder, `${name}.yml`)
    writeFileSync(file, JSON.stringify(text))
    return file
  }
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'routes-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const all = alertmanagerConfig(exampleCluster, { ...exampleFleet, paging }) as { receivers: readonly object[] }

  it('takes what is made of every way that a fleet can say', async () => {
    const said = await run(
      'check-config',
      config('plain', alertmanagerConfig(exampleCluster, exampleFleet) as object),
      config('all', all),
    )
    expect(`${said.stdout}${said.stderr}`.match(/SUCCESS/g)).toHaveLength(2)
  })

  it('refuses one whose route leads to nobody', async () => {
    const said = await run('check-config', config('broken', { ...all, receivers: all.receivers.slice(0, -1) }))
    expect(`${said.stdout}${said.stderr}`).toContain('FAILED')
  })

  it.each([
    ['severity=page team=shop app=web', 'night,hook,on-call,team-shop'],
    ['severity=ticket team=shop app=web', 'day,team-shop'],
    ['severity=page team=platform', 'on-call,platform'],
    ['severity=ticket team=platform', 'day,platform'],
    ['severity=critical', 'on-call,platform'],
    ['severity=info', 'platform'],
    ['severity=none alertname=Watchdog', 'watchdog'],
    ['severity=none alertname=InfoInhibitor', 'nobody'],
  ])('%s: %s', async (labels, receivers) => {
    const said = await run('config', 'routes', 'test', `--config.file=${config('all', all)}`, ...labels.split(' '))
    expect(said.stdout.trim()).toBe(receivers)
  })
})
