import { formatIssues } from '@slipway/core'
import { schemaOptions } from './app-schema/options.ts'
import { writeSchema } from './app-schema/write-schema.ts'

const asked = schemaOptions(process.argv.slice(2))
if (!asked.ok) {
  ;(asked.exit === 0 ? process.stdout : process.stderr).write(asked.text)
  process.exitCode = asked.exit
} else {
  const { root, check, json } = asked.options
  const done = writeSchema(root, check)
  if (json) console.log(JSON.stringify(done.ok ? done.value : { issues: done.issues }, null, 2))
  else if (done.ok)
    for (const { file, state, bytes } of done.value)
      console.log(`${file} is ${state} (${Math.round(bytes / 1024)} KiB)`)
  else console.error(formatIssues(done.issues))
  process.exitCode = done.ok ? 0 : 1
}
