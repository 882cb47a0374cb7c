export type MessageCause =
  | { readonly code: 'not-permitted-in-project'; readonly kind: string }
  | { readonly code: 'path-missing' }
  | { readonly code: 'would-wipe-out' }
  | { readonly code: 'namespace-missing' }
  | { readonly code: 'sync-waits-for'; readonly kind: string }
  | { readonly code: 'forbidden-field'; readonly kind: string }
  | { readonly code: 'no-volume-expansion' }
  | { readonly code: 'multiple-hpas' }
  | { readonly code: 'replicas-at-maximum' }
  | { readonly code: 'queue-missing' }
  | { readonly code: 'pool-at-limit' }
  | { readonly code: 'no-instance-type' }
  | { readonly code: 'requirements-filter-all' }
  | { readonly code: 'pod-security'; readonly level: string; readonly rule: string }
  | { readonly code: 'unknown-field'; readonly field: string }
  | { readonly code: 'role-or-profile' }
  | { readonly code: 'not-found'; readonly resource: string }
  | { readonly code: 'refused-by-policy'; readonly policy: string }
  | { readonly code: 'refused-by-webhook'; readonly webhook: string }
  | { readonly code: 'metric-ended-canary'; readonly metric: string }
  | { readonly code: 'access-denied' }
  | { readonly code: 'fault-filter-abort' }
  | { readonly code: 'no-healthy-upstream' }

export type MessageRule = readonly [pattern: RegExp, causes: (found: RegExpMatchArray) => readonly MessageCause[]]
