import { gen } from './gen/run.ts'
import { renderEstate } from '@slipway/tree'
import { adviceOptions } from './advice/options.ts'
import { runAdvice } from './advice/run.ts'

// npm runs scripts in the package's folder and says in INIT_CWD where the person stands.
const asked = adviceOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
if (!asked.ok) {
  ;(asked.exit === 0 ? process.stdout : process.stderr).write(asked.text)
  process.exitCode = asked.exit
} else {
  const { json } = asked.options
  const out = (text: string) => void process.stdout.write(text)
  const err = (text: string) => void process.stderr.write(text)
  // With JSON, what is rendered is no part of the answer.
  const speech = { out: json ? err : out, err, progress: () => {}, seconds: () => performance.now() / 1000 }
  process.exitCode = await runAdvice(asked.options, { out, err }, (root) =>
    gen({ root, check: false, app: undefined, json: false }, renderEstate, speech),
  )
}
