import type { Sabotage } from '../../stage/scenario.ts'
import { editing } from '../shared/sabotages.ts'

const templates = /\/analysistemplate-/
const rollouts = /\/rollout-/

/** Nobody asked the canary anything, and that is taken for a good sign. */
export const emptyIsGood: Sabotage = {
  name: 'empty-is-good',
  change: editing(templates, (text) =>
    text.replace(/len\(result\) > 0 && result\[0\] > 0$/m, 'len(result) == 0 || result[0] > 0'),
  ),
  says: /nobody sends it a request.*traffic took an empty answer/,
}

/** Successes are counted, not failures; where all fail there is nothing to count, and that is taken for a good sign (FIELD-NOTES A14). */
export const shareOfSuccesses: Sabotage = {
  name: 'share-of-successes',
  change: editing(templates, (text) =>
    text
      .replace(
        /\((sum\(rate\(istio_requests_total\{.*?),response_code=~"5\.\."(\}\[\w+\]\)\)) or vector\(0\)\)/,
        '$1,response_code!~"5.."$2',
      )
      .replace(/(name: errors\n(?: {6}.*\n)*? {6}successCondition: .*result\[0\]) <= [\d.]+$/m, '$1 >= 0.99'),
  ),
  says: /every request fails.*errors took an empty answer/,
}

export const manyFailuresAllowed: Sabotage = {
  name: 'failures-allowed',
  // A limit above a metric's count is an error of its own.
  change: editing(templates, (text) =>
    text.replaceAll(/(- name: (?!traffic)\S+\n\s+failureLimit: )\d+$/gm, (_, before: string) => `${before}1000`),
  ),
  says: /errors failed \d+ times, and its failureLimit allows 1000/,
}

export const noAnalysis: Sabotage = {
  name: 'no-analysis',
  change: editing(rollouts, (text) => text.replace(/^ {6}analysis:\n(?: {8}.*\n)+/m, '')),
  says: /the Rollout in the cluster has no analysis/,
}

/** Argo CD is not told that Rollouts writes weights. */
export const weightsNotIgnored: Sabotage = {
  name: 'weights-not-ignored',
  change: editing(/^argocd\/[^/]+\/applicationset-/, (text) =>
    text.replace(/^ {6}ignoreDifferences:\n(?: {8}.*\n)+/m, ''),
  ),
  says: /VirtualService.*ignoreDifferences/,
}

export const swapStableAndCanary: Sabotage = {
  name: 'swapped-services',
  change: editing(rollouts, (text) =>
    text
      .replace(/(canaryService: \S+)-canary$/m, '$1-@')
      .replace(/(stableService: \S+)-stable$/m, '$1-canary')
      .replace(/-@$/m, '-stable'),
  ),
  says: /stableService is \S+-canary and canaryService is \S+-stable/,
}

export const noRollbackWindow: Sabotage = {
  name: 'no-rollback-window',
  change: editing(rollouts, (text) => text.replace(/^ {2}rollbackWindow:\n(?: {4}.*\n)+/m, '')),
  says: /no rollbackWindow/,
}
