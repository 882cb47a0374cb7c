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
  noticedBy: {
    by: 'abort',
    causes: [
      { code: 'about', what: 'unused' },
      { code: 'empty-answer-counts', metric: 'traffic' },
    ],
  },
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
  noticedBy: {
    by: 'abort',
    causes: [
      { code: 'about', what: 'dead' },
      { code: 'empty-answer-counts', metric: 'errors' },
    ],
  },
}

export const manyFailuresAllowed: Sabotage = {
  name: 'failures-allowed',
  // A limit above a metric's count is an error of its own.
  change: editing(templates, (text) =>
    text.replaceAll(/(- name: (?!traffic)\S+\n\s+failureLimit: )\d+$/gm, (_, before: string) => `${before}1000`),
  ),
  noticedBy: { causes: [{ code: 'failures-allowed', metric: 'errors', limit: 1000 }] },
}

export const noAnalysis: Sabotage = {
  name: 'no-analysis',
  change: editing(rollouts, (text) => text.replace(/^ {6}analysis:\n(?: {8}.*\n)+/m, '')),
  noticedBy: { causes: [{ code: 'no-analysis' }] },
}

/** Argo CD is not told that Rollouts writes weights. */
export const weightsNotIgnored: Sabotage = {
  name: 'weights-not-ignored',
  change: editing(/^argocd\/[^/]+\/applicationset-/, (text) =>
    text.replace(/^ {6}ignoreDifferences:\n(?: {8}.*\n)+/m, ''),
  ),
  noticedBy: { by: 'no-fight', causes: [{ code: 'out-of-sync', kind: 'VirtualService' }, { code: 'nothing-ignored' }] },
}

export const swapStableAndCanary: Sabotage = {
  name: 'swapped-services',
  change: editing(rollouts, (text) =>
    text
      .replace(/(canaryService: \S+)-canary$/m, '$1-@')
      .replace(/(stableService: \S+)-stable$/m, '$1-canary')
      .replace(/-@$/m, '-stable'),
  ),
  noticedBy: { causes: [{ code: 'wrong-services', swapped: true }] },
}

export const noRollbackWindow: Sabotage = {
  name: 'no-rollback-window',
  change: editing(rollouts, (text) => text.replace(/^ {2}rollbackWindow:\n(?: {4}.*\n)+/m, '')),
  noticedBy: { causes: [{ code: 'no-rollback-window' }] },
}
