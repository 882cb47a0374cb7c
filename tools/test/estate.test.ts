import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { importData, loadPrices } from '@slipway/fleet'

const root = path.resolve(import.meta.dirname, '../..')
const specs = ['app.ts', 'app.yaml']
const apps = existsSync(path.join(root, 'apps'))
  ? readdirSync(path.join(root, 'apps')).filter((app) =>
      specs.some((file) => existsSync(path.join(root, 'apps', app, file))),
    )
  : []

async function dataOf(app: string): Promise<unknown> {
  const yaml = path.join(root, 'apps', app, 'app.yaml')
  if (existsSync(yaml)) return parse(readFileSync(yaml, 'utf8'))
  const imported = importData(root, `apps/${app}/app.ts`)
  return imported.ok ? imported.value : imported.issues
}

/** What is true of any estate, whoever's it is; `check` judges the rest. */
describe('the estate of this repository', () => {
  const validate = new Ajv({ strict: true, allErrors: true }).compile(
    JSON.parse(readFileSync(path.join(root, 'libs/spec/app.schema.json'), 'utf8')) as object,
  )

  it.each(apps.map((app) => [app] as const))('the JSON Schema takes apps/%s', async (app) => {
    validate(await dataOf(app))
    expect(validate.errors ?? []).toEqual([])
  })

  it('its CODEOWNERS is what the fleet says', () => {
    const verb = path.join(root, 'tools/slipway/bin/slipway.cjs')
    const { status, stderr } = spawnSync(process.execPath, [verb, 'owners', '--check', '--root', root], {
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  it('its prices can be read, where it has any', async () => {
    expect(await loadPrices(root)).toMatchObject({ ok: true })
  })
})
