import { destinationRules, replacing, rollouts, type Sabotage } from '../shared/kit.ts'

/** @param pairs the first two digits of its buckets */
const firstRange = (pairs: string) =>
  replacing(rollouts, /(regex: \(\?:\^\|\.\*;\\s\*\)bucket-[a-z0-9-]+=)\(\?:[^)]*\)/, `$1(?:${pairs})`)

/** Half of all buckets. */
export const widerRange: Sabotage = {
  name: 'wider-range',
  change: firstRange('[0-7][0-9a-f]'),
  noticedBy: 'step-share',
  causes: [{ code: 'routes-sent', asked: 5, percent: 50 }],
}

/** All buckets: a fast release. */
export const wholeRange: Sabotage = {
  name: 'whole-range',
  change: firstRange('[0-9a-f][0-9a-f]'),
  noticedBy: 'hurts-fewer',
  causes: [{ code: 'routes-sent', percent: 100 }],
}

/** A forgotten experiment. */
export const faultLeftIn: Sabotage = {
  name: 'fault-left-in',
  change: replacing(
    /\/virtualservice-/,
    /^ {4}- name: primary\n/m,
    '$&      fault:\n        abort:\n          httpStatus: 503\n          percentage:\n            value: 3\n',
  ),
  noticedBy: 'none-failed',
  causes: [{ code: 'fault-filter-abort' }],
}

const withoutHash = (way: RegExp) =>
  replacing(
    destinationRules,
    new RegExp(`^ {6}consistentHash:\\n(?:${way.source})`, 'm'),
    '      simple: LEAST_REQUEST\n',
  )

export const noCookieHash: Sabotage = {
  name: 'no-cookie-hash',
  change: withoutHash(/ {8}httpCookie:\n(?: {8,}.*\n)+/),
  noticedBy: 'session-stays',
  causes: [{ code: 'about', what: 'cookie, 3 pods' }, { code: 'no-consistent-hash' }],
}

export const noAddressHash: Sabotage = {
  name: 'no-address-hash',
  change: withoutHash(/ {8}(?:maglev:\n {10}.*\n {8})?useSourceIp: true\n(?: {8,}.*\n)*/),
  noticedBy: 'session-stays',
  causes: [{ code: 'about', what: 'address, 3 pods' }, { code: 'no-consistent-hash' }],
}

/** Istio's default. */
export const ring: Sabotage = {
  name: 'ring',
  change: replacing(destinationRules, /^ {8}maglev:\n {10}.*\n/m, ''),
  noticedBy: 'only-those-move',
  causes: [{ code: 'about', what: 'added' }, { code: 'swapped' }, { code: 'ring' }],
}
