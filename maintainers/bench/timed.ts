import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import path from 'node:path'
import { execSync } from '@slipway/cli/exec'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import type { Run } from './figure.ts'

/** By GNU time, which sees all its processes. @throws when it fails: its time would mean nothing */
export function timed(
  [command, ...args]: readonly [string, ...string[]],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Run {
  const { NX_TASK_TARGET_PROJECT: _, ...outer } = process.env
  return inTemporaryFolder('timed', (folder) => {
    const report = path.join(folder, 'report')
    const ran = execSync('time', ['-f', '%e %U %S %M', '-o', report, command, ...args], {
      cwd,
      env: { ...outer, ...env },
    })
    if (ran.missing) throw new Error('the bench needs GNU time on PATH (Debian: `apt-get install time`)')
    if (ran.code !== 0)
      throw new Error(
        `${[command, ...args].join(' ').slice(0, 300)} ended with ${ran.code}:\n${(ran.stdout + ran.stderr).slice(-2000)}`,
      )
    const [wall = 0, user = 0, system = 0, kibibytes = 0] = readFileSync(report, 'utf8').trim().split(' ').map(Number)
    return { wall, cpu: user + system, memory: Math.round(kibibytes / 1024), load: loadavg()[0] ?? 0 }
  })
}
