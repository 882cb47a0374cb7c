import { at } from '@slipway/kube'
import { pathText } from '../compare/diff.ts'
import { referred, typeOf, type AwsDelta, type Sides } from './aws-delta.ts'
import { turned, type FileFound } from './file-risk.ts'

/** Whoever proves by it who they are may take what trusts it. */
const isProvider = (type: string): boolean => /^AWS::IAM::(?:OIDC|SAML)Provider$/.test(type)
/** By type, the property that says who does what no template shows: another template, or code that is called. */
function doneBy(type: string): string | undefined {
  if (/^AWS::CloudFormation::Stack(?:Set)?$/.test(type)) return 'TemplateURL'
  return /^(?:Custom::|AWS::CloudFormation::CustomResource$)/.test(type) ? 'ServiceToken' : undefined
}

/** A file of the repository is reviewed itself, and so is a resource of the template. */
function isSeen(by: unknown, { now }: Sides): boolean {
  const name = referred(by)
  return typeof by === 'string' ? /^\.{0,2}\/?[\w./-]+$/.test(by) : name !== undefined && now.get(name) !== undefined
}

const granted = (id: string, type: string, by: unknown): FileFound => [
  'high',
  'grant-added',
  { at: id, what: `${type} by ${turned('', undefined, by ?? 'a template of its own').after}` },
]

/** A resource that hands on to somebody who is not seen here. */
export function newOutsider(id: string, resource: unknown, sides: Sides): readonly FileFound[] {
  const type = typeOf(resource)
  const url = at(resource, 'Properties', 'Url')
  if (isProvider(type)) return [['high', 'trust-widened', turned(id, undefined, url ?? type)]]
  const name = doneBy(type)
  if (name === undefined) return []
  const by = at(resource, 'Properties', name)
  return isSeen(by, sides) ? [] : [granted(id, type, by)]
}

/** The same for one that is there, and hands on to another now. */
export function outsiderChanged({ id, type, delta, sides }: AwsDelta): FileFound | undefined {
  const { names, after, op } = delta
  const isBy = names.length > 1 && names[1] === doneBy(type)
  if (!isBy || op === 'remove' || op === 'order' || isSeen(after, sides)) return undefined
  return granted(`${id}.${pathText(names)}`, type, after)
}
