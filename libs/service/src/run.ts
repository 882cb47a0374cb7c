import closeWithGrace from 'close-with-grace'
import { createLog, reason, type Log } from './log.ts'
import type { Service } from './serve.ts'
import { settings, StartError, type Environment } from './settings.ts'

/** Says on stderr, one sentence a line, why there is no start. */
function refuse(error: unknown): never {
  const problems = error instanceof StartError ? error.problems : [reason(error)]
  process.stderr.write(`${problems.join('\n')}\n`)
  process.exit(1)
}

/**
 * SIGTERM or SIGINT drains it, a second one ends it. Exits 0 when all was finished, 1 when something was cut off or
 * the start was refused.
 */
export async function run(start: (env: Environment) => Promise<Pick<Service, 'drain'>>): Promise<void> {
  const started = Promise.withResolvers<Pick<Service, 'drain'>>()
  // The drain has its own deadline and log. An uncaught error ends the process at once, and SIGUSR2 is not a request to
  // end.
  const skip = ['uncaughtException', 'unhandledRejection', 'beforeExit', 'SIGUSR2'] satisfies closeWithGrace.AllEvents[]
  // Before the start: the first process of a container ignores a SIGTERM that it has no handler for.
  closeWithGrace({ delay: false, logger: false, skip }, async () => {
    const service = await started.promise
    if (!(await service.drain())) throw new Error('The drain was cut off.')
  })
  await start(process.env).then(started.resolve, refuse)
}

/** Runs a task once, as a cron does: exits 0 when it is done, 1 with a sentence when it cannot be. */
export async function runOnce(name: string, task: (env: Environment, log: Log) => Promise<void>): Promise<void> {
  try {
    const { version, pod } = settings(process.env)
    await task(process.env, createLog({ app: name, version, pod }))
  } catch (error) {
    refuse(error)
  }
}
