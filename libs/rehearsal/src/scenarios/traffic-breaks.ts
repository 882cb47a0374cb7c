import type { Break } from '../scenario.ts'
import { editing } from './breaks.ts'

const rollouts = /\/rollout-/

/** The range of the first step has half of all buckets: its people are ten times as many as the spec says. */
export const widerRange: Break = {
  name: 'wider-range',
  change: editing(rollouts, (text) => text.replace(/(regex: \(\?:\^\|\.\*;\\s\*\)bucket-[a-z0-9-]+=)\(\?:[^)]*\)/, '$1(?:[0-7][0-9a-f])')),
  says: /a step that asks for 5 % gets it.*the routes in the cluster sent 50 %/,
}

/** Somebody tried out what happens when requests fail, and left it in. */
export const faultLeftIn: Break = {
  name: 'fault-left-in',
  change: editing(/\/virtualservice-/, (text) =>
    text.replace(/^ {4}- name: primary\n/m, '$&      fault:\n        abort:\n          httpStatus: 503\n          percentage:\n            value: 3\n')),
  says: /no request failed.*the gateway \(503 fault filter abort/,
}
