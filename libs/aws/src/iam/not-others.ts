import type { Conditions } from './policy.ts'

/**
 * For what may have no mark, such as a volume made by hand: anything but what is marked as another cluster's. A key
 * that a resource does not have passes `IfExists`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists
 */
export const notOthers = (cluster: string, ...tags: readonly string[]): Conditions => ({
  StringEqualsIfExists: Object.fromEntries(tags.map((tag) => [`aws:ResourceTag/${tag}`, cluster])),
})
