import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { failed, ok, type Outcome } from '@slipway/core'
import { appJsonSchema } from '@slipway/spec'

/** Where the schema lies, from the repository's root; the first line of every `app.yaml` names it. */
export const schemaFile = 'libs/spec/app.schema.json'

export interface Written {
  readonly file: string
  readonly state: 'current' | 'written'
  readonly bytes: number
}

/**
 * Writes the JSON Schema of `app.yaml`.
 * @param check write nothing; a schema that is not what the specs' code says is an issue
 */
export function writeSchema(root: string, check: boolean): Outcome<Written> {
  const text = appJsonSchema()
  const full = path.join(root, schemaFile)
  const bytes = Buffer.byteLength(text)
  const given = existsSync(full) ? readFileSync(full, 'utf8') : undefined
  if (given === text) return ok({ file: schemaFile, state: 'current', bytes })
  if (check) {
    const got = given === undefined ? 'no such file' : 'a schema of other specs'
    return failed({ file: schemaFile, at: '', code: 'stale-schema', got, want: 'the schema of libs/spec/src', hint: 'run npm run schema and commit the file' })
  }
  mkdirSync(path.dirname(full), { recursive: true })
  writeFileSync(full, text)
  return ok({ file: schemaFile, state: 'written', bytes })
}
