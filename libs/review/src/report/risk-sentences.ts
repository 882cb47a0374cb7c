import { say, type Sentences } from '@slipway/core'
import type { Drift, DriftData } from '../changes/environment-drift.ts'
import type { Values } from '../effects/row.ts'
import type { RiskData } from '../risks/risk.ts'
import type { Risk } from '../risks/risks.ts'
import { effectText } from './effect-sentences.ts'
import { some } from './format-locations.ts'

/** `a Service`, `an Ingress`. */
const one = (kind: string): string => `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`
const fewer = ({ before, after }: Values): string => `${before} to ${after}`

export const riskSentences: Sentences<RiskData> = {
  // data
  'content-deleted': (kind) => `${one(kind)} is deleted, with what it holds`,
  'volumes-without-set': "a StatefulSet is deleted; its volumes are then nobody's",
  'volumes-deleted': 'volumes are deleted with the set or when it is scaled down',
  'options-lost': (options) => `it loses ${options.join(' and ')}`,
  // outage
  refused: effectText,
  recreated: effectText,
  'workload-deleted': (kind) => `${one(kind)} is deleted: its pods stop`,
  'needed-object-deleted': (kind) => `${one(kind)} that others may need is deleted`,
  'runs-on': 'it is gone from git and runs on',
  'stops-before-start': 'all its pods stop before new ones start (Recreate)',
  'only-pod-stops': 'its only pod stops before the new one starts',
  'one-pod-until-scaler-acts': 'replicas leave git for a scaler: one pod until it acts',
  'no-pods': 'no pods',
  'single-pod': ({ before }) => `from ${before} pods to a single one`,
  'fewer-pods': (pods) => `fewer pods: ${fewer(pods)}`,
  'no-readiness-probe': 'no readiness probe: pods get traffic before they can answer',
  'no-liveness-probe': 'no liveness probe: a pod that hangs stays',
  'resources-cut': (cut) => `less than before: ${cut.what} ${fewer(cut)}`,
  'no-drain': 'pods no longer wait before they stop',
  'drain-cut': ({ before, after }) => `less time to stop: ${before} s to ${after} s`,
  'no-canary-steps': 'releases have no canary steps any more',
  'no-analysis': 'nothing judges the canary any more',
  'canary-halved': 'the canary is less than half as long',
  'fewer-canary-steps': (steps) => `fewer canary steps: ${fewer(steps)}`,
  'no-budget': 'a node drain may take all pods at once',
  'other-pods-called': 'the Service selects other pods',
  'routes-and-image': 'routes and image in one change: Argo CD and Rollouts write the weights at the same time',
  'two-owners-of-replicas': 'git and a scaler both own the number of pods',
  // exposure
  'policy-deleted': (kind) => `${one(kind)} is gone, and with it what it kept closed`,
  'open-policy-added': 'it lets connections to or from everywhere through',
  'every-address': 'every address is let through',
  everybody: 'everybody is let through',
  'policy-scope': 'the policy holds for other pods, or another way',
  'more-let-through': 'more is let through',
  'restriction-removed': 'an entry or a condition of a policy is gone',
  'other-connections': 'other connections are let through',
  'unencrypted-calls': 'calls need no longer be encrypted',
  'every-outside-address': 'every address outside can be called',
  'outside-address': 'an address outside can be called',
  'node-namespace': (field) => `pods share ${field} with their node`,
  'node-folder': "pods get a folder of their node's",
  'more-privileges': 'processes may get more rights',
  root: 'processes may be root',
  'more-capabilities': 'more capabilities',
  'writable-image': 'processes may write to their image',
  'process-restriction-removed': 'a restriction of what processes may do is gone',
  'other-identity': 'pods have another identity, and its rights',
  'other-iam-role': 'pods have another IAM role',
  'public-service': 'a Service that can be called from outside',
  'hosts-opened': 'hosts or paths are opened',
  'other-hosts': 'other hosts or ports are open',
  'more-paths': 'more paths are routed',
  'all-rights': 'all rights of a kind are given',
  rights: 'rights are given',
  'namespace-guard': 'a guard of the namespace is changed',
  // policy
  'image-unproved': (clusters) => `${clusters.join(', ')} did not run this image before`,
  'image-by-tag': 'the image is named by a tag, which can be moved',
  'not-known': effectText,
  // reach
  'all-regions': (regions) => `${regions.join(' and ')} of prod at once: no region is left to compare with`,
  'many-apps': (n) => `${n} apps of prod at once`,
}

export const driftSentences: Sentences<DriftData> = {
  versions: ({ clusters: [a, b], versions: [x, y] }) => `${a} runs ${x}, ${b} runs ${y}`,
  fields: ({ clusters, fields }) => `${clusters.join(' and ')} differ now in ${some(fields, 3)}`,
}

export const riskText = ({ code, data }: Risk): string => say(riskSentences, code, data)
export const driftText = ({ code, data }: Drift): string => say(driftSentences, code, data)
