import type { Value } from '../model/value.ts'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export type Statement = {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: '*' | { readonly [kind: string]: Value }
  readonly Action: string | readonly string[]
  readonly Resource?: Value
  readonly Condition?: Conditions
}
export type Conditions = { readonly [operator: string]: { readonly [key: string]: Value } }

export type PolicyDocument = { readonly Version: '2012-10-17'; readonly Statement: readonly Statement[] }

export const policy = (...statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
})

/**
 * Who may take a role: a service of AWS.
 * @param whose the account for which the service acts; any where it is left out, as with services that say none
 */
export const serviceTrust = (
  service: string,
  actions: string | readonly string[] = 'sts:AssumeRole',
  whose?: string,
): PolicyDocument =>
  policy({
    Effect: 'Allow',
    Principal: { Service: service },
    Action: actions,
    ...(whose === undefined ? {} : { Condition: { StringEquals: { 'aws:SourceAccount': whose } } }),
  })

/** @param sid letters and digits; unique in its policy */
export const allow = (
  sid: string,
  actions: readonly string[],
  resources: Value,
  conditions?: Conditions,
): Statement => ({
  Sid: sid,
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
  ...(conditions === undefined ? {} : { Condition: conditions }),
})
