import { releaseOptions } from './release/options.ts'
import { release } from './release/run.ts'

const asked = releaseOptions(process.argv.slice(2))
if (asked.ok) {
  process.exitCode = await release(asked.options, {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    now: () => new Date(),
  })
} else {
  ;(asked.exit === 0 ? process.stdout : process.stderr).write(asked.text)
  process.exitCode = asked.exit
}
