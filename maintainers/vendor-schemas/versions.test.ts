import { versions, type AddonVersion } from '@slipway/platform'
import { programOf, type ProgramName } from '@slipway/rehearsal'
import { expect, it } from 'vitest'
import { modules } from './modules.ts'

const rows = Object.entries<AddonVersion>(versions)
const rehearsed = rows.flatMap(([addon, row]) =>
  Object.entries(row.rehearsed ?? {}).map(([name, stands]) => ({ addon, app: row.app, name, ...stands })),
)
const schemas = rows.flatMap(([addon, row]) =>
  Object.entries(row.schemas ?? {}).map(([name, stands]) => ({ addon, app: row.app, name, ...stands })),
)

it.each([...rehearsed, ...schemas])('$addon: $name $version is what is deployed, or says why not', (row) => {
  expect(row.version === row.app).toBe(row.why === undefined)
})

it.each(rehearsed)('a rehearsal runs $name $version', ({ name, version }) => {
  expect(programOf(name as ProgramName)).toMatchObject({ version })
})

it('each pinned module of schemas is an add-on of the table, or Kubernetes', () => {
  const pinned = Object.entries(modules).flatMap(([name, { version }]) =>
    name.startsWith('kubernetes') ? [] : [`${name} ${version.replace(/^v/, '')}`],
  )
  expect(schemas.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(pinned.sort())
})
