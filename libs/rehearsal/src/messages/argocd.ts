import type { MessageRule } from './message-cause.ts'

export const argocdRules: readonly MessageRule[] = [
  [
    /resource [^:\s]*:(\w+) is not permitted in project/,
    ([, kind = '']) => [{ code: 'not-permitted-in-project', kind }],
  ],
  [/app path does not exist/, () => [{ code: 'path-missing' }]],
  [/wipe out/, () => [{ code: 'would-wipe-out' }]],
  [/reason: (?:namespaces "[^"]+" not found[,.; ]*)+$/, () => [{ code: 'namespace-missing' }]],
  [/waiting for healthy state of (?:[\w.-]+\/)?([A-Z]\w+)\//, ([, kind = '']) => [{ code: 'sync-waits-for', kind }]],
]
