import { fieldPath } from '@slipway/core'
import { loadFleet } from '@slipway/fleet'
import { isFields } from '@slipway/kube'
import { fleetDefaults } from '@slipway/spec'

interface Default {
  readonly field: string
  /** In fleet/defaults.ts. */
  readonly at: string
  readonly value: unknown
}

function* within(value: unknown, field: readonly string[], at: readonly string[]): Generator<Default> {
  if (!isFields(value)) return
  for (const [key, inner] of Object.entries(value)) {
    // `in.prod` and `kinds.cron` say where a default applies; the field of the spec begins below them.
    const names = field.length === 0 && (key === 'in' || key === 'kinds')
    if (names && isFields(inner))
      for (const [name, layer] of Object.entries(inner)) yield* within(layer, [], [...at, key, name])
    else {
      yield { field: fieldPath([...field, key]), at: fieldPath([...at, key]), value: inner }
      yield* within(inner, [...field, key], [...at, key])
    }
  }
}

/** Every default of the fleet, by the field of a spec that it fills. Empty without a sound estate. */
export async function defaultsOf(root: string): Promise<readonly Default[]> {
  const fleet = await loadFleet(root)
  const defaults = fleet.ok ? fleetDefaults(fleet.value) : fleet
  return defaults.ok ? [...within(defaults.value, [], [])] : []
}
