import { overlaid } from '@slipway/kube'
import type { Values } from '@slipway/fleet'

const nested = ([key = '', ...rest]: readonly string[], value: string): Values => ({
  [key]: rest.length === 0 ? value : nested(rest, value),
})

/** A chart's values with one more, or another, at a path. */
export const withValue = (values: Values, path: readonly string[], value: string): Values =>
  overlaid(values, nested(path, value)) as Values
