import { isFields, mapDeep, type Fields } from '@slipway/kube'

/** A module of OpenTofu in JSON. */
export interface Module {
  readonly resource?: Readonly<Record<string, Fields>>
  readonly data?: Readonly<Record<string, Fields>>
}

/** Fields of a resource that OpenTofu itself reads, of any provider. */
const meta = new Set(['depends_on', 'lifecycle'])

/** `data.aws_ssm_parameter.x`, `awscc_sqs_queue.y`. */
const address = /\b(data\.)?(aws(?:cc)?_[a-z0-9_]+)\.([A-Za-z0-9_]+)/g
const twinName = (isData: boolean, type: string, name: string): string => `${isData ? 'data_' : ''}${type}__${name}`
/** `$${` is text. */
const template = /(?<!\$)\$\{[^}]*\}/g

const renamed = (text: string, tail: string): string =>
  text.replace(
    address,
    (_, data: string | undefined, type: string, name: string) =>
      `terraform_data.${twinName(data !== undefined, type, name)}${tail}`,
  )

const deep = (value: unknown): unknown =>
  mapDeep(value, { text: (text) => text.replace(template, (expression) => renamed(expression, '.input')) })

function twinOf(body: unknown): Fields {
  const entries = Object.entries(isFields(body) ? body : {})
  const own = entries.filter(([key]) => meta.has(key))
  const needs = own.map(([key, value]) =>
    key === 'depends_on' && Array.isArray(value)
      ? ([key, value.map((one) => renamed(String(one), ''))] as const)
      : ([key, value] as const),
  )
  return {
    input: Object.fromEntries(entries.filter(([key]) => !meta.has(key)).map(([key, one]) => [key, deep(one)])),
    ...Object.fromEntries(needs),
  }
}

/**
 * The same module with the one kind of resource that OpenTofu has without a provider: `tofu validate` then reads every
 * expression, reference and dependency. Whether a provider knows the attributes, nobody asks.
 */
export function withoutProviders({ resource = {}, data = {} }: Module): unknown {
  const twins = (all: NonNullable<Module['resource']>, isData: boolean) =>
    Object.entries(all).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => [twinName(isData, type, name), twinOf(body)] as const),
    )
  return { resource: { terraform_data: Object.fromEntries([...twins(data, true), ...twins(resource, false)]) } }
}
