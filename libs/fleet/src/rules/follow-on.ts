import type { Issue } from '@slipway/core'

interface Follows {
  readonly code: string
  /** The place of the issue, and the places where a wrong word makes the issue untrue. */
  readonly at: RegExp
  readonly cause: RegExp
}

/** Codes of rules that fail only because another field is invalid and so unknown to them. */
const follows: readonly Follows[] = [
  { code: 'managed-argo-cd', at: /^/, cause: /^argocd$/ },
  { code: 'managed-argo-cd', at: /^identityCenter$/, cause: /^identityCenter\b/ },
  { code: 'unknown-receiver', at: /^paging\.routes\[\d+\]\.to/, cause: /^paging\.receivers\b/ },
  { code: 'idle-receiver', at: /^paging\.receivers\./, cause: /^paging\.routes\b/ },
  { code: 'store-address', at: /^logging\.address$/, cause: /^logging\.(address|cluster|to)\b/ },
  { code: 'store-address', at: /^tracing\.address$/, cause: /^tracing\.(address|to)\b/ },
]

/**
 * Drops issues of rules that only follow from an issue of the shape: one wrong word has one message.
 * @param shape issues of the files' shapes
 */
export const withoutFollowOn = (shape: readonly Issue[], found: readonly Issue[]): readonly Issue[] =>
  found.filter(
    (one) =>
      !follows.some(
        ({ code, at, cause }) =>
          one.code === code &&
          at.test(one.at) &&
          shape.some((wrong) => wrong.file === one.file && cause.test(wrong.at)),
      ),
  )

/** An object that is not right as a whole because one of its words is unknown. */
export const withoutWholes = (shape: readonly Issue[]): readonly Issue[] =>
  shape.filter(
    (one) =>
      one.code !== 'invalid-value' ||
      !shape.some(
        (other) => other.code === 'unknown-field' && other.file === one.file && other.at.startsWith(`${one.at}.`),
      ),
  )
