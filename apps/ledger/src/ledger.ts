import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { reason, Refusal, serve, StartError, type Environment, type Log, type Service } from '@slipway/service'
import { parseDay, parseEntry } from './entry.ts'
import { openJournal } from './journal.ts'

/** The one book: entries are added, never changed, and outlive this process. One pod only, as the file has one writer. */
export async function ledger(env: Environment, log?: Log, now?: () => Date): Promise<Service> {
  const folder = env['DATA_DIR'] || '/data'
  const journal = await (async () => {
    await mkdir(folder, { recursive: true })
    return openJournal(join(folder, 'entries.jsonl'), now)
  })().catch((error: unknown) => {
    throw error instanceof StartError
      ? error
      : new StartError(`The ledger cannot use the folder ${folder}: ${reason(error)}.`)
  })
  const service = await serve({
    name: 'ledger',
    env,
    ...(log === undefined ? {} : { log }),
    live: () => !journal.broken(),
    onEnd: () => journal.close(),
    routes: {
      'POST /entries': async ({ json }) => {
        const entry = parseEntry(await json())
        const written = await journal.write(entry).catch((error: unknown) => {
          throw new Refusal(503, `The entry could not be written: ${reason(error)}.`)
        })
        if (written.kind === 'other') throw new Refusal(409, `The key "${entry.key}" belongs to another entry.`)
        return { status: written.kind === 'new' ? 201 : 200, json: written.entry }
      },
      'GET /entries': ({ query }) => ({ json: journal.day(parseDay(query.get('day'))) }),
      'GET /entries/:key': ({ params }) => {
        const entry = journal.find(params['key'] ?? '')
        if (entry === undefined) throw new Refusal(404, `There is no entry "${params['key']}".`)
        return { json: entry }
      },
    },
  })
  service.metrics.gauge('ledger_entries', 'Entries in the book.', journal.size)
  service.log.info('the book is open', { entries: journal.size() })
  if (journal.cut > 0) service.log.warn('the last line was torn by a crash and was cut off', { bytes: journal.cut })
  return service
}
