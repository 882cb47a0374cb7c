import { createLog, reason, type Log } from './log.ts'
import { StartError, type Environment } from './settings.ts'
import type { Service } from './serve.ts'

/** Says on stderr, one sentence a line, why there is no start. */
function refuse(error: unknown): never {
  const problems = error instanceof StartError ? error.problems : [reason(error)]
  process.stderr.write(`${problems.join('\n')}\n`)
  process.exit(1)
}

/**
 * Runs a service for the life of this process: SIGTERM or SIGINT drains it. Exits 0 when everything begun was finished, 1 when the deadline
 * cut something off, and 1 with a sentence when the start was refused.
 */
export async function run(start: (env: Environment) => Promise<Service>): Promise<void> {
  // Before the start: the first process of a container does not even end from a SIGTERM that it has no handler for.
  const asked = new Promise<void>((resolve) => {
    process.on('SIGTERM', resolve)
    process.on('SIGINT', resolve)
  })
  const starting = start(process.env).catch(refuse)
  await asked
  process.exit((await (await starting).drain()) ? 0 : 1)
}

/** Runs a task once, as a cron does: exits 0 when it is done, 1 with a sentence when it cannot be. */
export async function runOnce(name: string, task: (env: Environment, log: Log) => Promise<void>): Promise<void> {
  const log = createLog({
    app: name,
    version: process.env['APP_VERSION'] || 'unknown',
    pod: process.env['POD_NAME'] || 'local',
  })
  await task(process.env, log).catch(refuse)
}
