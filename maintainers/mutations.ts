import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { defineCommand } from '@slipway/cli'
import type { Request, Tried } from './mutations/tried.ts'

async function inThread(request: Request): Promise<Tried> {
  const worker = new Worker(new URL('mutations/tried.ts', import.meta.url), { workerData: request })
  const [tried] = (await once(worker, 'message')) as [Tried]
  return tried
}

export default defineCommand({
  name: 'mutations',
  summary: 'changes trees of six layouts in one place after the other: does review tell each?',
  about:
    'Formatting has to be no change. MUTATIONS and SEED in the environment say how many (15000), and which. A thread for each core. The last line is "N passed, N failed".',
  options: {},
  exits: ['every change was told', 'one was not'],
  async run(_values, _words, { out, err, seconds }) {
    const { availableParallelism } = await import('node:os')
    const { estates } = await import('@slipway/review/corpus')
    const count = Number(process.env['MUTATIONS'] ?? 15_000)
    const seed = Number(process.env['SEED'] ?? 1)
    const queue = [
      { name: 'the committed tree', count, seed },
      ...Object.keys(estates).map((name) => ({ name, count: count / 5, seed })),
    ]
    let [all, failed] = [0, 0]
    const next = async (): Promise<void> => {
      const request = queue.shift()
      if (request === undefined) return
      const { judged, formatting, wrong, files } = await inThread(request)
      for (const one of wrong.slice(0, 20)) err(`${one}\n\n`)
      out(
        `${request.name}: ${judged} mutations of ${files} files (${formatting} of the writing only), seed ${seed}, ${seconds().toFixed(1)} s\n`,
      )
      all += judged
      failed += wrong.length
      await next()
    }
    await Promise.all(Array.from({ length: availableParallelism() }, next))
    out(`${all - failed} passed, ${failed} failed\n`)
    return failed === 0 ? 0 : 1
  },
})
