import { applicationSets, editing, replacing, rollouts, type Sabotage } from '../shared/kit.ts'

const templates = /\/analysistemplate-/

/** An empty answer counts as success. */
export const emptyIsGood: Sabotage = {
  name: 'empty-is-good',
  change: replacing(templates, /len\(result\) > 0 && result\[0\] > 0$/m, 'len(result) == 0 || result[0] > 0'),
  noticedBy: 'abort',
  causes: [
    { code: 'about', what: 'unused' },
    { code: 'empty-answer-counts', metric: 'traffic' },
  ],
}

/** Counts successes; where all fail there is nothing to count (FIELD-NOTES A14). */
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
  noticedBy: 'abort',
  causes: [
    { code: 'about', what: 'dead' },
    { code: 'empty-answer-counts', metric: 'errors' },
  ],
}

export const manyFailuresAllowed: Sabotage = {
  name: 'failures-allowed',
  // A limit above a metric's count is an error.
  change: replacing(templates, /(?<=- name: (?!traffic)\S+\n\s+failureLimit: )\d+$/gm, '1000'),
  causes: [{ code: 'failures-allowed', metric: 'errors', limit: 1000 }],
}

export const noAnalysis: Sabotage = {
  name: 'no-analysis',
  change: replacing(rollouts, /^ {6}analysis:\n(?: {8}.*\n)+/m, ''),
  causes: [{ code: 'no-analysis' }],
}

export const weightsNotIgnored: Sabotage = {
  name: 'weights-not-ignored',
  change: replacing(applicationSets, /^ {6}ignoreDifferences:\n(?: {8}.*\n)+/m, ''),
  noticedBy: 'no-fight',
  causes: [{ code: 'out-of-sync', kind: 'VirtualService' }, { code: 'nothing-ignored' }],
}

export const swapStableAndCanary: Sabotage = {
  name: 'swapped-services',
  change: editing(rollouts, (text) =>
    text
      .replace(/(canaryService: \S+)-canary$/m, '$1-@')
      .replace(/(stableService: \S+)-stable$/m, '$1-canary')
      .replace(/-@$/m, '-stable'),
  ),
  causes: [{ code: 'wrong-services', swapped: true }],
}

export const noRollbackWindow: Sabotage = {
  name: 'no-rollback-window',
  change: replacing(rollouts, /^ {2}rollbackWindow:\n(?: {4}.*\n)+/m, ''),
  causes: [{ code: 'no-rollback-window' }],
}
