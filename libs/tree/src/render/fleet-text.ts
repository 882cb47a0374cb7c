import type { Fleet } from '@slipway/fleet'

/** JSON drops a map's content, so its entries stand in. */
export const fleetText = (fleet: Fleet): string =>
  JSON.stringify(fleet, (_, value: unknown) => (value instanceof Map ? [...(value as Map<unknown, unknown>)] : value))
