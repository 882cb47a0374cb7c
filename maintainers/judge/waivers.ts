import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ok, parse, refused, type Outcome } from '@slipway/core'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
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

/** Waivers of an estate's own, which name its apps. */
export const waiversFile = 'fleet/waivers.yaml'

const waiversData = z.array(
  z.strictObject({
    judge: z.enum(['kube-score', 'pod-security']).describe('"kube-score" or "pod-security"'),
    check: z.string().min(1).describe("the check's name, as `judge` prints it"),
    scope: z
      .string()
      .regex(/^[^/\s]+(\/[^/\s]+){3}$/)
      .describe('<cluster>/<namespace>/<Kind>/<name>, where * is anything but a slash'),
    says: z.string().min(1).describe("a part of the judge's words").optional(),
    why: z.string().min(30).describe('what you do instead, in 30 characters or more'),
  }),
)

/** An estate without the file has none. One that no finding needs fails `judge`. */
export function estateWaivers(root: string): Outcome<readonly Waiver[]> {
  const file = path.join(root, waiversFile)
  if (!existsSync(file)) return ok([])
  let data: unknown
  try {
    data = parseYaml(readFileSync(file, 'utf8'))
  } catch (error) {
    const [got = ''] = (error as Error).message.split('\n')
    return refused(waiversFile, 'waivers', got, 'a list of waivers, in YAML', 'correct the file')
  }
  const read = parse(waiversData, data ?? [], waiversFile)
  return read.ok
    ? ok(read.value.map(({ says, ...one }) => ({ ...one, ...(says === undefined ? {} : { says }) })))
    : read
}

/** Waivers for any estate, which need not have all of these objects. */
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
    check: 'statefulset-has-host-podantiaffinity',
    scope: '*/*/StatefulSet/*',
    why: 'the same spread; an app whose members must not share a host says `apart`, and then has the anti-affinity',
  },
  {
    judge: 'kube-score',
    check: 'pod-probes-identical',
    scope: '*/*/StatefulSet/*',
    why: 'what speaks bytes alone can be asked one thing: whether its port answers; the live probe waits longer, by its own times',
  },
  {
    judge: 'kube-score',
    check: 'deployment-replicas',
    scope: '*/*/*/*',
    why: 'kube-score does not read ScaledObjects, which own the number of pods here; dev may run one, and a rule of ours refuses that in prod',
  },
  {
    judge: 'kube-score',
    check: 'networkpolicy-targets-pod',
    scope: '*/platform/NetworkPolicy/default-deny',
    why: 'the namespace holds routes and no pods; the refusal waits for a pod that somebody puts there',
  },
]
