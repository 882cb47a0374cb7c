import { failed, formatIssues, ok, type Outcome } from '@slipway/core'
import { loadFleet } from '@slipway/fleet'
import { imagesOptions, type Options } from './images/options.ts'
import { imagesOf, planOf, planText, type Plan } from './images/plan.ts'
import { programs, scan, scanText } from './images/scan.ts'
import { readChange, readWorkspace } from './images/workspace.ts'

async function list({ root, base, head }: Extract<Options, { verb: 'list' }>): Promise<Outcome<Plan>> {
  const fleet = await loadFleet(root)
  const workspace = readWorkspace(root)
  const change = readChange(root, base, head)
  if (fleet.ok && workspace.ok && change.ok) return ok(planOf(imagesOf(change.value, workspace.value), fleet.value))
  return failed(...[fleet, workspace, change].flatMap((part) => (part.ok ? [] : part.issues)))
}

function say<T>(done: Outcome<T>, json: boolean, text: (value: T) => string): void {
  if (json) console.log(JSON.stringify(done.ok ? done.value : { issues: done.issues }))
  else if (done.ok) process.stdout.write(text(done.value))
  else console.error(formatIssues(done.issues))
  process.exitCode = done.ok ? 0 : 1
}

const asked = imagesOptions(process.argv.slice(2))
if (!asked.ok) {
  ;(asked.exit === 0 ? process.stdout : process.stderr).write(asked.text)
  process.exitCode = asked.exit
} else if (asked.options.verb === 'scan') say(await scan(asked.options.image, programs()), asked.options.json, scanText)
else say(await list(asked.options), asked.options.json, planText)
