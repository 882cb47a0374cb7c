import type { Fleet } from '@slipway/fleet'

/** All that a fleet says, as text. A map says nothing in JSON, so it stands there as its entries. */
export const fleetText = (fleet: Fleet): string =>
  JSON.stringify(fleet, (_, value: unknown) => (value instanceof Map ? [...(value as Map<unknown, unknown>)] : value))
