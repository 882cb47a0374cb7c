import { show } from '@slipway/core'
import { at, fields, quantity } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

const required = ['cpu', 'memory', 'ephemeral-storage'] as const

export const resources: Rule = {
  code: 'resources',
  guards: 'every container says what it needs, memory has a limit, and no limit lies under its request',
  source:
    'DESIGN 3; kube-linter unset-cpu-requirements and unset-memory-requirements; kube-score container-ephemeral-storage-request-and-limit',
  check: (cluster, report) => {
    for (const { item, spec: container, at: where } of cluster.containers) {
      const requests = fields(at(container, 'resources', 'requests'))
      const limits = fields(at(container, 'resources', 'limits'))
      for (const name of required) {
        if (requests[name] === undefined)
          report(item, `${where}.resources.requests`, `a request for ${name}`, 'say how much it needs', `no ${name}`)
      }
      if (limits.memory === undefined)
        report(
          item,
          `${where}.resources.limits`,
          'a limit for memory',
          'add one, at least what it asks for',
          'no memory',
        )
      for (const name of new Set([...Object.keys(requests), ...Object.keys(limits)])) {
        const request = quantity(requests[name])
        const limit = quantity(limits[name])
        for (const [of, value, read] of [
          ['requests', requests[name], request],
          ['limits', limits[name], limit],
        ] as const) {
          if (value !== undefined && read === undefined)
            report(item, `${where}.resources.${of}.${name}`, 'a quantity such as "250m" or "256Mi"', 'correct it')
        }
        if (request === undefined || limit === undefined || limit >= request) continue
        report(
          item,
          `${where}.resources.limits.${name}`,
          `at least the request (${show(requests[name])})`,
          'raise the limit or ask for less',
        )
      }
    }
  },
}
