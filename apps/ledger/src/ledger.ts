import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  readJson,
  reason,
  Refusal,
  router,
  serve,
  StartError,
  type Environment,
  type Log,
  type Service,
} from '@slipway/service'
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
    log,
    live: () => !journal.broken(),
    onEnd: () => journal.close(),
    routes: router()
      .post('/entries', async (c) => {
        const entry = parseEntry(await readJson(c))
        const written = await journal.write(entry).catch((error: unknown) => {
          throw new Refusal(503, `The entry could not be written: ${reason(error)}.`)
        })
        if (written.kind === 'other') throw new Refusal(409, `The key "${entry.key}" belongs to another entry.`)
        return c.json(written.entry, written.kind === 'new' ? 201 : 200)
      })
      .get('/entries', (c) => c.json(journal.day(parseDay(c.req.query('day') ?? null))))
      .get('/entries/:key', (c) => {
        const key = c.req.param('key')
        const entry = journal.find(key)
        if (entry === undefined) throw new Refusal(404, `There is no entry "${key}".`)
        return c.json(entry)
      }),
  })
  service.metrics.gauge('ledger_entries', 'Entries in the book.', journal.size)
  service.log.info({ entries: journal.size() }, 'the book is open')
  if (journal.cut > 0) service.log.warn({ bytes: journal.cut }, 'the last line was torn by a crash and was cut off')
  return service
}
