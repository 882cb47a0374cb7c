import path from 'node:path'
import { issue, nearest, show, type Issue } from '@slipway/core'
import { type Finding, faultOf, lacksSchema, readFindings } from './kubeconform-message.ts'
import { knownFields, knownKinds } from './kubeconform-schema.ts'

export interface Result {
  readonly filename: string
  readonly kind: string
  readonly name: string
  readonly version: string
  readonly status: string
  readonly msg: string
}

export interface Place {
  /** The estate's root; issues name files relative to it. */
  readonly root: string
  readonly schemas: string
  readonly kubernetesVersion: string
  readonly objectsOf: ObjectsOf
}

/** Messages show what was given by these; without them, its type. */
export type ObjectsOf = (file: string) => readonly unknown[]

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function objectOf(place: Place, result: Result): unknown {
  try {
    const all = place.objectsOf(result.filename)
    const fits = (value: unknown) =>
      isRecord(value) && value['kind'] === result.kind && value['apiVersion'] === result.version
    const named = (value: unknown) =>
      isRecord(value) && isRecord(value['metadata']) && String(value['metadata']['name']) === result.name
    return all.filter(fits).find(named) ?? all.find(fits)
  } catch {
    return undefined
  }
}

const step = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined)

/** `spec.containers[0].name`; other keys are quoted. */
function fieldPath(value: unknown, at: readonly string[]): string {
  let here = value
  let text = ''
  for (const key of at) {
    const index = /^\d+$/.test(key) && (Array.isArray(here) || here === undefined)
    const name = /^[A-Za-z_][-A-Za-z0-9_]*$/.test(key) ? key : JSON.stringify(key)
    text = index ? `${text}[${key}]` : text === '' ? name : `${text}.${name}`
    here = step(here, key)
  }
  return text
}

const source = 'correct what renders it (the line at the head of the file names the source)'

function unknownField(place: Place, result: Result, at: readonly string[], field: string): Omit<Issue, 'file' | 'at'> {
  const object = { apiVersion: result.version, kind: result.kind }
  const known = knownFields(place.schemas, place.kubernetesVersion, object, at)
  const best = nearest(field, known)
  const list = known.length > 15 ? `one of the ${known.length} fields that it has` : `one of: ${known.join(', ')}`
  return {
    code: 'schema-unknown-field',
    got: `a field "${field}"`,
    want: known.length === 0 ? 'no field' : list,
    hint: best === undefined ? `take "${field}" out` : `did you mean "${best}"?`,
  }
}

const missingField = (field: string): Omit<Issue, 'file' | 'at'> => ({
  code: 'schema-missing-field',
  got: 'nothing',
  want: `a field "${field}"`,
  hint: `add "${field}"`,
})

function invalid(place: Place, result: Result, value: unknown, { at, text }: Finding, file: string): readonly Issue[] {
  const fault = faultOf(text)
  if ('fields' in fault)
    return fault.fields.map((field) => ({
      file,
      at: fieldPath(value, [...at, field]),
      ...(fault.code === 'unknown-fields' ? unknownField(place, result, at, field) : missingField(field)),
    }))
  const given = at.reduce<unknown>(step, value)
  const where = { file, at: fieldPath(value, at) }
  // The variable's name stands beside it, so its value, which may be a secret, is not repeated.
  const isVariable = at.at(-1) === 'value' && at.at(-3) === 'env'
  if (fault.code === 'type') {
    const got = given === undefined || isVariable ? fault.given : `${show(given)} (${fault.given})`
    return [{ ...where, code: 'schema-type', got, want: fault.want, hint: source }]
  }
  const { allowed } = fault
  const best = typeof given === 'string' ? nearest(given, allowed) : undefined
  const want =
    allowed.length > 1 ? `one of: ${allowed.join(', ')}` : allowed.length === 1 ? show(allowed[0]) : fault.want
  const got = given === undefined ? (fault.given ?? 'another value') : show(given)
  const hint = best === undefined ? source : `did you mean "${best}"?`
  return [{ ...where, code: 'schema-value', got, want, hint }]
}

function noSchema(place: Place, result: Result, file: string): Issue {
  const kinds = knownKinds(place.schemas, place.kubernetesVersion)
  const same = kinds.filter((kind) => kind.split(' ')[1] === result.kind.toLowerCase())
  const versions = same.map((kind) => kind.split(' ')[0]).join(', ')
  const want =
    same.length > 0 ? `an apiVersion that we have a schema for: ${versions}` : 'a kind that we have a schema for'
  const best = nearest(`${result.version} ${result.kind.toLowerCase()}`, kinds)
  const meant = best === undefined || same.length > 0 ? '' : `did you mean "${best}"? else `
  return issue(
    file,
    'kind',
    'schema-unknown-kind',
    `${result.version} ${result.kind}`,
    want,
    `${meant}add the kind to maintainers/vendor-schemas/sources.ts and run npx slipway vendor-schemas`,
  )
}

export function issuesOf(place: Place, result: Result): readonly Issue[] {
  const file = path.relative(place.root, result.filename).split(path.sep).join('/')
  if (result.status === 'statusInvalid') {
    const value = objectOf(place, result)
    const issues = readFindings(result.msg).flatMap((finding) => invalid(place, result, value, finding, file))
    if (issues.length > 0) return issues
  }
  if (lacksSchema(result.msg)) return [noSchema(place, result, file)]
  const got = result.msg === '' ? result.status : result.msg.replace(/\s+/g, ' ')
  return [issue(file, '', 'schema-unreadable', got, 'one Kubernetes object as YAML', source)]
}
