import type { Finding } from './finding.ts'

/** Why we keep to something that an outside judge finds fault with. */
export interface Argument {
  readonly judge: Finding['judge']
  readonly check: string
  /** Which objects: `<cluster>/<namespace>/<Kind>/<name>`, where `*` stands for anything but a slash. */
  readonly scope: string
  /** Part of the judge's words, when only some of a check's findings are meant. @default all */
  readonly says?: string
  /** What we do instead, and why it is right here. */
  readonly why: string
}

/**
 * Every finding that is accepted, with its reason; the only place for one. A finding that is not here fails `judge`, and so does an
 * argument here that no longer matches anything: take it out then.
 */
export const argued: readonly Argument[] = [
  {
    judge: 'kube-score', check: 'container-resource-requests-equal-limits', scope: '*/*/*/*',
    why: 'requests are what a pod usually needs and limits what it may reach; equal ones would pay for the peak all day',
  },
  {
    judge: 'kube-score', check: 'container-cpu-requests-equal-limits', scope: '*/*/*/*',
    why: 'a cpu limit at the request throttles a pod beside idle cores; memory is what a limit has to guard',
  },
]
