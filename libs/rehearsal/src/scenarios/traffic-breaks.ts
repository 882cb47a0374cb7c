import type { Break } from '../scenario.ts'
import { editing } from './breaks.ts'

const rollouts = /\/rollout-/

/** The range of the first step has half of all buckets: its people are ten times as many as the spec says. */
export const widerRange: Break = {
  name: 'wider-range',
  change: editing(rollouts, (text) => text.replace(/(regex: \(\?:\^\|\.\*;\\s\*\)bucket-[a-z0-9-]+=)\(\?:[^)]*\)/, '$1(?:[0-7][0-9a-f])')),
  says: /a step that asks for 5 % gets it.*the routes in the cluster sent 50 %/,
}

/** A pod ends at once when it is told to, while the proxies still send it requests. */
export const noDrain: Break = {
  name: 'no-drain',
  change: (files) => editing(/\/virtualservice-/, (text) => text.replaceAll(/^ +retries:\n(?: +(?:attempts|retryOn): .*\n)+/gm, ''))(
    editing(rollouts, (text) => text.replace(/^ +lifecycle:\n(?: {12,}.*\n)+/m, '').replace(/(name: DRAIN_SECONDS\n +value: )"\d+"/, '$1"0.1"'))(files),
  ),
  says: /no request failed.*(?:gateway|connection)/,
}
