import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

// Loaded before a verb that is measured: at its end it leaves the most memory that the process had, in MiB (getrusage(2) gives KiB).
const file = process.env['SLIPWAY_BENCH_MEMORY']
if (file !== undefined && isMainThread)
  process.once('exit', () => writeFileSync(file, String(Math.round(process.resourceUsage().maxRSS / 1024))))
