import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { pending, poll, seen } from '../pace/poll.ts'
import { sandbox } from './sandbox.ts'
import path from 'node:path'

const folders: string[] = []
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const has = sandbox('true', []).isolated
// A child of its own and a mark in the environment, by which whoever is left of it is found.
const family = 'sleep 4711 & sleep 4711 & wait'

const alive = (mark: string) =>
  readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SLIPWAY_MARK=${mark}`) &&
          !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
        )
      } catch {
        return false
      }
    })
    .map(Number)

describe('sandbox', () => {
  it('is the command itself where there are no namespaces', () => {
    expect(sandbox('node', ['a'], 'darwin')).toEqual({ command: 'node', args: ['a'], isolated: false })
  })

  it.runIf(has)('has a network and processes of its own', () => {
    const { command, args } = sandbox('sh', ['-c', 'echo $$; cat /proc/net/dev; ls /proc | grep -c "^[0-9]"'])
    const lines = spawnSync(command, args, { encoding: 'utf8' }).stdout.trim().split('\n')
    const devices = lines
      .slice(3, -1)
      .map((line) => line.split(':')[0]?.trim())
      .filter((name) => !/^(tunl|gre|sit|ip|erspan)/.test(name ?? ''))
    expect([lines[0], devices]).toEqual(['1', ['lo']])
    expect(Number(lines.at(-1))).toBeLessThan(10)
  })

  it.runIf(has)(
    'furnished, it has an address that is not loopback, a folder in memory, and nothing of it is seen outside',
    () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'slipway-sandbox-'))
      folders.push(folder)
      const script = `
      import { furnish } from ${JSON.stringify(path.join(import.meta.dirname, 'sandbox.ts'))}
      import { writeFileSync } from 'node:fs'
      import { createServer } from 'node:net'
      furnish(${JSON.stringify(folder)})
      writeFileSync(${JSON.stringify(path.join(folder, 'inside'))}, '')
      for (const host of ['10.255.255.1', '10.244.3.7']) {
        await new Promise((resolve, reject) => { const server = createServer().once('error', reject).listen(0, host, () => server.close(resolve)) })
      }
      console.log('furnished')`
      const { command, args } = sandbox(process.execPath, ['--input-type=module', '-e', script])
      const ran = spawnSync(command, args, { encoding: 'utf8' })
      expect([ran.stdout.trim(), ran.stderr]).toEqual(['furnished', ''])
      expect(readdirSync(folder)).toEqual([])
    },
  )

  it.runIf(has).each(['first process', 'unshare'])('whoever kills its %s ends all of it', async (who) => {
    const mark = `sandbox-test-${process.pid}-${who.replace(' ', '-')}`
    const { command, args } = sandbox('sh', ['-c', family])
    const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, SLIPWAY_MARK: mark } })
    const pids = await poll(() => (alive(mark).length >= 4 ? seen(alive(mark)) : pending()), {
      what: 'the family',
      within: 20,
      every: 10,
    })
    const first = pids.find((pid) => pid !== child.pid)
    process.kill(who === 'unshare' ? (child.pid ?? 0) : (first ?? 0), 'SIGKILL')
    expect(
      await poll(() => (alive(mark).length === 0 ? seen('nobody is left') : pending()), {
        what: 'nobody',
        within: 20,
        every: 10,
      }),
    ).toBe('nobody is left')
  })
})
