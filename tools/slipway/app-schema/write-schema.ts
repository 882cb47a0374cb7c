import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { failed, issue, ok, type Issue, type Outcome } from '@slipway/core'
import { appJsonSchema } from '@slipway/spec/json-schema'
import { fleetReference } from '@slipway/spec/fleet-reference'
import { specReference } from '@slipway/spec/reference'
import { runbookPages } from '@slipway/platform/runbooks'
import { contract } from './contract.ts'
import { versionsPage } from './versions.ts'

/** Files by path. The first line of every `app.yaml` names the schema. */
export const made: Readonly<Record<string, () => string>> = {
  'libs/spec/app.schema.json': appJsonSchema,
  'docs/spec.md': specReference,
  'docs/fleet.md': fleetReference,
  'docs/contract.md': contract,
  'docs/versions.md': versionsPage,
  ...Object.fromEntries([...runbookPages()].map(([file, text]) => [file, () => text])),
}

interface Written {
  readonly file: string
  readonly state: 'current' | 'written'
  readonly bytes: number
}

export function writeSchema(root: string, check: boolean): Outcome<readonly Written[]> {
  const issues: Issue[] = []
  const done = Object.entries(made).map(([file, make]): Written => {
    const text = make()
    const full = path.join(root, file)
    const bytes = Buffer.byteLength(text)
    const given = existsSync(full) ? readFileSync(full, 'utf8') : undefined
    if (given === text) return { file, state: 'current', bytes }
    if (check) {
      const got = given === undefined ? 'no such file' : 'what other specs say'
      const hint = 'run npx slipway app-schema and commit the file'
      issues.push(issue(file, '', 'stale-schema', got, 'what the code says', hint))
    } else {
      mkdirSync(path.dirname(full), { recursive: true })
      writeFileSync(full, text)
    }
    return { file, state: 'written', bytes }
  })
  return issues.length > 0 ? failed(...issues) : ok(done)
}
