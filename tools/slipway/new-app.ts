import { formatIssues } from '@slipway/core'
import { create } from './new-app/create.ts'
import { newAppOptions } from './new-app/options.ts'

const asked = newAppOptions(process.argv.slice(2))
if (!asked.ok) {
  ;(asked.exit === 0 ? process.stdout : process.stderr).write(asked.text)
  process.exitCode = asked.exit
} else {
  const made = await create(asked.options)
  if (asked.options.json) console.log(JSON.stringify(made.ok ? made.value : { issues: made.issues }, null, 2))
  else if (made.ok)
    console.log([...made.value.files, '', 'Next:', ...made.value.next.map((step, i) => `${i + 1}. ${step}`)].join('\n'))
  else console.error(formatIssues(made.issues))
  process.exitCode = made.ok ? 0 : 1
}
