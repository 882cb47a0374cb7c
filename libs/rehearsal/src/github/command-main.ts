import { readFileSync } from 'node:fs'
import { execSync } from '@slipway/cli/exec'
import { Refused } from './call.ts'
import { commands } from './commands.ts'
import { openHubState } from './hub-state.ts'

/** Runs a stand-in on PATH by its name and words. */
function main([name = '', ...words]: readonly string[]): number {
  const run = (program: string, args: readonly string[], cwd = process.cwd()) => {
    const done = execSync(program, args, { cwd })
    if (done.code !== 0) throw new Refused(`${program} ${args[0] ?? ''}: ${done.stderr.trim()}`, done.code ?? 1)
    return done.stdout
  }
  try {
    return (
      commands[name]?.({
        words,
        env: process.env,
        cwd: process.cwd(),
        hub: openHubState(process.env['SLIPWAY_HUB'] ?? ''),
        out: (text) => void process.stdout.write(text),
        err: (text) => void process.stderr.write(text),
        input: () => readFileSync(0, 'utf8'),
        run,
        become: (program, args) => {
          const done = execSync(program, args, { stdout: 'inherit', stderr: 'inherit' })
          if (done.missing) throw new Refused(`${program} is not there`, 127)
          return done.code ?? 1
        },
      }) ?? 127
    )
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    process.stderr.write(`${error.message}\n`)
    return error.code
  }
}

process.exitCode = main(process.argv.slice(2))
