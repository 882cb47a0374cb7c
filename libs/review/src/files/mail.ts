import { at } from '@slipway/kube'
import type { AwsDelta } from './aws-delta.ts'
import { turned, type FileFound } from './file-risk.ts'

/** Whether a setting of SES is on, as it is by default. */
const isOn = (value: unknown): boolean => !/^false$/i.test(String(value))
const isRequired = (value: unknown): boolean => /^require$/i.test(String(value))
/** Addresses that bounced, or called a mail spam, get no other one. */
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** By type: the setting, whether mail is well with its value, and the loss when it no longer is. */
const guards: Readonly<
  Record<
    string,
    readonly (readonly [
      part: string,
      field: string,
      isWell: (value: unknown) => boolean,
      ...loss: readonly ['high' | 'medium', 'encryption-lost' | 'guard-lost'],
    ])[]
  >
> = {
  'AWS::SES::ConfigurationSet': [
    ['DeliveryOptions', 'TlsPolicy', isRequired, 'high', 'encryption-lost'],
    ['SendingOptions', 'SendingEnabled', isOn, 'high', 'guard-lost'],
    ['SuppressionOptions', 'SuppressedReasons', isEmpty, 'medium', 'guard-lost'],
  ],
  'AWS::SES::EmailIdentity': [
    ['DkimAttributes', 'SigningEnabled', isOn, 'high', 'guard-lost'],
    ['ConfigurationSetAttributes', 'ConfigurationSetName', (value) => value !== undefined, 'high', 'guard-lost'],
  ],
  'AWS::SES::ConfigurationSetEventDestination': [['EventDestination', 'Enabled', isOn, 'high', 'guard-lost']],
}

/**
 * The consequence of a change for mail: whether it leaves, by TLS, and believed. A removed identity is a removed
 * resource.
 */
export function mailChanged({ id, type, delta, before, after }: AwsDelta): FileFound | undefined {
  if (!type.startsWith('AWS::SES::') || delta.op === 'order') return undefined
  const [, part = '', field] = delta.names
  for (const [name, of, isWell, level, code] of guards[type] ?? []) {
    if (name !== part || (field !== undefined && field !== of)) continue
    const [was, is] = [at(before, 'Properties', name, of), at(after, 'Properties', name, of)]
    if (isWell(was) && !isWell(is)) return [level, code, turned(`${id}.${name}.${of}`, was, is)]
  }
  // Of some kinds of failure nobody hears any more.
  if (field === 'MatchingEventTypes' && delta.op === 'remove')
    return ['medium', 'guard-lost', turned(`${id}.${part}.${field}`, delta.before, delta.after)]
  return undefined
}
