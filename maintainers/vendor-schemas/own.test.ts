import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { fileOf } from './generate.ts'
import { ownSchema, ownSchemas } from './own.ts'
import { schemaText } from './text.ts'

it.each(ownSchemas)('the schema of $kind of $group stands in libs/checks/schemas', (own) => {
  const file = `crds/${fileOf(own.group, own.kind, own.version)}`
  expect(readFileSync(path.join(import.meta.dirname, '../../libs/checks/schemas', file), 'utf8')).toBe(
    schemaText(ownSchema(own)),
  )
})
