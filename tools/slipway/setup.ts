import path from 'node:path'
import { formatIssues } from '@slipway/core'
import { install } from './gen/merge-driver.ts'

const done = install(path.resolve(import.meta.dirname, '../..'))
if (done.ok) {
  for (const hook of done.value.foreign)
    console.log(`${hook} is yours already. Add this line to it:\n  ${done.value.line}`)
  console.log(
    'git merges generated files with the driver `slipway` in this clone; after a conflict: npx nx run gen:resolve',
  )
} else {
  console.error(formatIssues(done.issues))
  process.exitCode = 1
}
