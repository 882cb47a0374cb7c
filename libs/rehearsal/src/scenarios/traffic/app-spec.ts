import { existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { orThrow } from '@slipway/core'
import { importData } from '@slipway/fleet'
import { parse } from 'yaml'
import type { Estate } from '../shared/kit.ts'

export type Spec = Readonly<Record<string, unknown>>

const isSpec = (value: unknown): value is Spec => typeof value === 'object' && value !== null && !Array.isArray(value)

/** From the copy of the estate. */
export async function specOf(estate: Estate, app: string): Promise<Spec> {
  const yaml = `apps/${app}/app.yaml`
  if (existsSync(path.join(estate.root, yaml))) return parse(estate.read(yaml)) as Spec
  // The copy has no node_modules.
  return orThrow(importData(estate.source, `apps/${app}/app.ts`)) as Spec
}

/** As YAML. */
export function writeSpec(estate: Estate, app: string, spec: Spec): void {
  rmSync(path.join(estate.root, `apps/${app}/app.ts`), { force: true })
  estate.write(`apps/${app}/app.yaml`, `${JSON.stringify(spec, null, 2)}\n`)
}

export const respec = async (estate: Estate, app: string, changed: (spec: Spec) => Spec): Promise<void> =>
  writeSpec(estate, app, changed(await specOf(estate, app)))

/** Also in environments; a fixed number stays. */
export function withScale(spec: Spec, change: (scale: Spec) => Spec): Spec {
  const changed = (part: Spec) => (isSpec(part['scale']) ? { ...part, scale: change(part['scale']) } : part)
  const places = isSpec(spec['in']) ? Object.entries(spec['in']) : []
  return {
    ...changed(spec),
    ...(places.length === 0
      ? {}
      : { in: Object.fromEntries(places.map(([name, place]) => [name, isSpec(place) ? changed(place) : place])) }),
  }
}
