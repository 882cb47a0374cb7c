import { capacityOptions } from './capacity/options.ts'
import { runCapacity } from './capacity/run.ts'

// npm runs scripts in the package's folder and says in INIT_CWD where the person stands.
const asked = capacityOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd())
if (!asked.ok) {
  ;(asked.exit === 0 ? process.stdout : process.stderr).write(asked.text)
  process.exitCode = asked.exit
} else {
  process.exitCode = await runCapacity(asked.options, {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  })
}
