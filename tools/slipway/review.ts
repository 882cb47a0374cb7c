import { listTables } from '@slipway/review'
import { reviewOptions } from './review/options.ts'
import { runReview } from './review/run.ts'

// npm runs scripts in the package's folder and says in INIT_CWD where the person stands.
const asked = reviewOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
if (!asked.ok) {
  const stream = asked.exit === 0 ? process.stdout : process.stderr
  stream.write(asked.text)
  process.exitCode = asked.exit
} else if (asked.options.rules) {
  process.stdout.write(listTables())
} else {
  process.exitCode = await runReview(asked.options, {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  })
}
