import type { Break } from '../scenario.ts'
import { editing } from './breaks.ts'

const templates = /\/analysistemplate-/
const rollouts = /\/rollout-/

/** Nobody asked the canary anything, and that is taken for a good sign. */
export const emptyIsGood: Break = {
  name: 'empty-is-good',
  change: editing(templates, (text) => text.replace(/successCondition: len\(result\) > 0 && result\[0\] > 0$/m, 'successCondition: len(result) == 0 || result[0] > 0')),
  says: /nobody sends it a request.*traffic took an empty answer/,
}

/** Successes are counted, not failures; where all fail there is nothing to count, and that is taken for a good sign (FIELD-NOTES A14). */
export const shareOfSuccesses: Break = {
  name: 'share-of-successes',
  change: editing(templates, (text) => text.replace(/query: \(sum\((rate\(istio_requests_total\{.*?),response_code=~"5\.\."\}(\[\w+\]\))\) or vector\(0\)\)(.*)\n(\s+)successCondition: (.*result\[0\]) <= [\d.]+$/m,
    'query: sum($1,response_code!~"5.."}$2)$3\n$4successCondition: $5 >= 0.99')),
  says: /every request fails.*errors took an empty answer/,
}

export const manyFailuresAllowed: Break = {
  name: 'failures-allowed',
  change: editing(templates, (text) => text.replaceAll(/failureLimit: \d+$/gm, 'failureLimit: 1000')),
  says: /errors failed \d+ times, and its failureLimit allows 1000/,
}

export const noAnalysis: Break = {
  name: 'no-analysis',
  change: editing(rollouts, (text) => text.replace(/^ {6}analysis:\n(?: {8}.*\n)+/m, '')),
  says: /the Rollout in the cluster has no analysis/,
}

/** Argo CD is not told that Rollouts writes weights. */
export const weightsNotIgnored: Break = {
  name: 'weights-not-ignored',
  change: editing(/^argocd\/[^/]+\/applicationset-/, (text) => text.replace(/^ {6}ignoreDifferences:\n(?: {8}.*\n)+/m, '')),
  says: /VirtualService.*ignoreDifferences/,
}

export const swapStableAndCanary: Break = {
  name: 'swapped-services',
  change: editing(rollouts, (text) => text.replace(/(canaryService: \S+)-canary$/m, '$1-@').replace(/(stableService: \S+)-stable$/m, '$1-canary')
    .replace(/-@$/m, '-stable')),
  says: /stableService is \S+-canary and canaryService is \S+-stable/,
}

export const noRollbackWindow: Break = {
  name: 'no-rollback-window',
  change: editing(rollouts, (text) => text.replace(/^ {2}rollbackWindow:\n(?: {4}.*\n)+/m, '')),
  says: /no rollbackWindow/,
}
