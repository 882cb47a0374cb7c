import type { AwsStack } from '../model/stack.ts'
import { isReference, type Properties, type Value } from '../model/value.ts'

/**
 * CloudFormation puts a secret or a parameter in place of it, with the rights of who deploys, in any text of a
 * property. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
const dynamic = /\{\{\s*resolve\s*:/i

function textsOf(value: Value, at: string): readonly (readonly [at: string, text: string])[] {
  if (Array.isArray(value)) return (value as readonly Value[]).flatMap((one, i) => textsOf(one, `${at}[${i}]`))
  if (typeof value !== 'object') return [[at, String(value)]]
  if (isReference(value)) return Object.values(value).flatMap((one) => textsOf(one as Value, at))
  return Object.entries(value as Properties).flatMap(([name, one]) => [
    [at, name] as const,
    ...textsOf(one, `${at}.${name}`),
  ])
}

interface ResolvedText {
  readonly at: string
  readonly text: string
}

/** Texts of people that CloudFormation would resolve as references. References of Slipway are nodes, and no texts. */
export const resolvedTexts = ({ resources }: Pick<AwsStack, 'resources'>): readonly ResolvedText[] =>
  // Most stacks have none, and places are long texts.
  Object.entries(resources).flatMap(([id, { properties }]) =>
    JSON.stringify(properties).includes('{{')
      ? textsOf(properties, `Resources.${id}`).flatMap(([at, text]) => (dynamic.test(text) ? [{ at, text }] : []))
      : [],
  )
