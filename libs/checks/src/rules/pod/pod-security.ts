import { at, fields, isFields, key } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import { controls } from './pod-security-controls.ts'

/** Every value at the end of a path whose `*` stands for each member. */
function each(value: unknown, path: readonly string[], where: string): readonly (readonly [string, unknown])[] {
  const [step, ...rest] = path
  if (step === undefined) return [[where, value]]
  if (step !== '*') return each(fields(value)[step], rest, `${where}.${step}`)
  if (Array.isArray(value)) return value.flatMap((v: unknown, i) => each(v, rest, `${where}[${i}]`))
  return isFields(value) ? Object.entries(value).flatMap(([k, v]) => each(v, rest, key(where, k))) : []
}

export const podSecurity: Rule = {
  code: 'pod-security',
  guards: 'every pod keeps to the Pod Security Standard "restricted", and so to "baseline"',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/; FIELD-NOTES A6, D',
  check: (cluster, report) => {
    for (const { item, at: where, pod, podAt, template, containers } of cluster.workloads) {
      const parts = {
        pod: [[podAt, pod]],
        template: [[where === '' ? 'metadata' : `${where}.metadata`, fields(template.metadata)]],
        container: containers.map((c) => [c.at, c.spec]),
      } as const
      for (const control of controls) {
        for (const [root, part] of parts[control.of] as readonly (readonly [string, unknown])[]) {
          for (const [here, value] of each(part, control.path, root)) {
            if (control.allows(value, at(pod, ...control.path))) continue
            report(item, here, control.want, `${control.level} "${control.name}": correct it`)
          }
        }
      }
    }
  },
}
