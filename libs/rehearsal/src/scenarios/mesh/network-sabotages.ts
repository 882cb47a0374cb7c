import { editing, replacing, type Sabotage } from '../shared/kit.ts'
import { metadata } from './network-places.ts'

const appPolicy = /\/networkpolicy-(?!default-deny)[^/]+\.yaml$/
const rulesOf = (direction: 'ingress' | 'egress') => new RegExp(`^ {2}${direction}:\\n(?: {4}.*\\n)+`, 'm')

/** One rule without peers and ports allows everything. */
const allowAll: Sabotage = {
  name: 'allow-all',
  change: replacing(appPolicy, rulesOf('ingress'), '  ingress:\n    - {}\n'),
  noticedBy: 'network-strangers',
  causes: [{ code: 'reached' }],
}

const noDefaultDeny: Sabotage = {
  name: 'no-default-deny',
  change: editing(/\/networkpolicy-default-deny\.yaml$/, () => undefined),
  noticedBy: 'network-strangers',
  causes: [{ code: 'reached' }],
}

/** A range without exceptions has the metadata of machines in it. */
const noExceptions: Sabotage = {
  name: 'no-exceptions',
  change: replacing(
    appPolicy,
    rulesOf('egress'),
    '  egress:\n    - to:\n        - ipBlock:\n            cidr: 0.0.0.0/0\n',
  ),
  noticedBy: 'network-outside',
  causes: [{ code: 'reached', whom: `${metadata}:80` }],
}

const forgotten: Sabotage = {
  name: 'policy-forgotten',
  change: editing(appPolicy, () => undefined),
  noticedBy: 'network-callers',
  causes: [{ code: 'not-reached' }],
}

export const networkSabotages: readonly Sabotage[] = [allowAll, noDefaultDeny, noExceptions, forgotten]
