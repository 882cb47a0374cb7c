import type { Finding } from './finding.ts'

/** Why we keep something that a judge finds fault with. */
export interface Waiver {
  readonly judge: Finding['judge']
  readonly check: string
  /** `<cluster>/<namespace>/<Kind>/<name>`; `*` is anything but a slash. */
  readonly scope: string
  /** Part of the judge's words. @default all of the check */
  readonly says?: string
  readonly why: string
}

/** A finding that is not here fails `judge`, and so does a waiver without one. */
export const waivers: readonly Waiver[] = [
  {
    judge: 'kube-score',
    check: 'container-resource-requests-equal-limits',
    scope: '*/*/*/*',
    why: 'memory and disk are limited to what is asked for; cpu is asked for and not limited, see container-resources',
  },
  {
    judge: 'kube-score',
    check: 'container-cpu-requests-equal-limits',
    scope: '*/*/*/*',
    why: 'a cpu limit at the request throttles a pod beside idle cores; memory is what a limit has to guard',
  },
  {
    judge: 'kube-score',
    check: 'container-resources',
    scope: '*/*/*/*',
    says: 'CPU limit is not set',
    why: 'requests share a busy node fairly; a limit only throttles where cores are idle. An app that wants one says limits: { cpu }',
  },
  {
    judge: 'kube-score',
    check: 'container-image-pull-policy',
    scope: '*/*/*/*',
    why: 'images are pinned by digest, so Always could bring nothing new and would make every restart depend on the registry',
  },
  {
    judge: 'kube-score',
    check: 'deployment-has-host-podantiaffinity',
    scope: '*/*/*/*',
    why: 'a topology spread over hosts and zones says the same and lets the scheduler give in when there are fewer nodes than pods',
  },
  {
    judge: 'kube-score',
    check: 'deployment-replicas',
    scope: '*/*/*/*',
    why: 'kube-score does not read ScaledObjects, which own the number of pods here; dev may run one, and a rule of ours refuses that in prod',
  },
  {
    judge: 'kube-score',
    check: 'deployment-has-poddisruptionbudget',
    scope: 'dev/shop/Deployment/fulfilment',
    why: 'a budget for a single pod would keep its node from ever being drained',
  },
  {
    judge: 'kube-score',
    check: 'deployment-has-poddisruptionbudget',
    scope: 'staging/shop/Deployment/fulfilment',
    why: 'a budget for a single pod would keep its node from ever being drained',
  },
  {
    judge: 'kube-score',
    check: 'networkpolicy-targets-pod',
    scope: '*/platform/NetworkPolicy/default-deny',
    why: 'the namespace holds routes and no pods; the refusal waits for a pod that somebody puts there',
  },
]
