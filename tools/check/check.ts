import { validate } from '@slipway/checks'
import { renderEstate } from '@slipway/tree'
import { checkOptions } from './options.ts'
import { listRules } from './report.ts'
import { check } from './run.ts'

const asked = checkOptions(process.argv.slice(2))
if (!asked.ok) {
  const stream = asked.exit === 0 ? process.stdout : process.stderr
  stream.write(asked.text)
  process.exitCode = asked.exit
} else if (asked.options.rules) {
  process.stdout.write(listRules(asked.options.json))
} else {
  process.exitCode = await check(
    asked.options,
    { render: renderEstate, validate },
    {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      seconds: () => performance.now() / 1000,
    },
  )
}
