import path from 'node:path'
import { type Issue, nearest, show } from '@slipway/core'
import { type Finding, quotedWords, readFindings } from './kubeconform-message.ts'
import { knownFields, knownKinds } from './kubeconform-schema.ts'

/** One object in kubeconform's JSON answer. */
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

/** The objects that a file holds, so that a message can show what was given; where it throws or knows nothing, it says the type only. */
export type ObjectsOf = (file: string) => readonly unknown[]

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The object that a result is about, as it is written. */
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

/** `spec.containers[0].name`; keys that are not plain words keep quotes. */
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

function unknownField(place: Place, result: Result, value: unknown, finding: Finding, file: string): Issue[] {
  const known = knownFields(
    place.schemas,
    place.kubernetesVersion,
    { apiVersion: result.version, kind: result.kind },
    finding.at,
  )
  return quotedWords(finding.text).map((field) => {
    const best = nearest(field, known)
    const list = known.length > 15 ? `one of the ${known.length} fields that it has` : `one of: ${known.join(', ')}`
    const want = known.length === 0 ? 'no field' : list
    const hint = best === undefined ? `take "${field}" out` : `did you mean "${best}"?`
    return {
      file,
      at: fieldPath(value, [...finding.at, field]),
      code: 'schema-unknown-field',
      got: `a field "${field}"`,
      want,
      hint,
    }
  })
}

/** kubeconform's words for choices, in ours. */
function plain(text: string): string {
  if (/^'oneOf' failed, subschemas/.test(text)) return 'only one of the fields that exclude each other'
  return text.replace(/^'(?:oneOf|anyOf)' failed(?:, none matched)?: /, 'one of: ')
}

function invalid(place: Place, result: Result, value: unknown, finding: Finding, file: string): Issue[] {
  if (finding.text.startsWith('additional properties ')) return unknownField(place, result, value, finding, file)
  const at = fieldPath(value, finding.at)
  if (/^missing propert(y|ies) /.test(finding.text)) {
    return quotedWords(finding.text).map((field) => {
      const missing = fieldPath(value, [...finding.at, field])
      return {
        file,
        at: missing,
        code: 'schema-missing-field',
        got: 'nothing',
        want: `a field "${field}"`,
        hint: `add "${field}"`,
      }
    })
  }
  const given = finding.at.reduce<unknown>(step, value)
  const types = /^got (.+), want (.+)$/.exec(finding.text)
  if (types !== null) {
    const [, type = '', want = ''] = types
    return [
      {
        file,
        at,
        code: 'schema-type',
        got: given === undefined ? type : `${show(given)} (${type})`,
        want,
        hint: source,
      },
    ]
  }
  const words = finding.text.startsWith('value must be') ? quotedWords(finding.text) : []
  const best = typeof given === 'string' ? nearest(given, words) : undefined
  const want =
    words.length > 1 ? `one of: ${words.join(', ')}` : words.length === 1 ? show(words[0]) : plain(finding.text)
  const spoken = /^('.*') (?:does not match|is not valid) /.exec(finding.text)?.[1] ?? 'another value'
  const hint = best === undefined ? source : `did you mean "${best}"?`
  return [{ file, at, code: 'schema-value', got: given === undefined ? spoken : show(given), want, hint }]
}

function noSchema(place: Place, result: Result, file: string): Issue {
  const kinds = knownKinds(place.schemas, place.kubernetesVersion)
  const same = kinds.filter((kind) => kind.split(' ')[1] === result.kind.toLowerCase())
  const versions = same.map((kind) => kind.split(' ')[0]).join(', ')
  const want =
    same.length > 0 ? `an apiVersion that we have a schema for: ${versions}` : 'a kind that we have a schema for'
  const best = nearest(`${result.version} ${result.kind.toLowerCase()}`, kinds)
  const meant = best === undefined || same.length > 0 ? '' : `did you mean "${best}"? `
  return {
    file,
    at: 'kind',
    code: 'schema-unknown-kind',
    got: `${result.version} ${result.kind}`,
    want,
    hint: `${meant}else add the kind to maintainers/vendor-schemas/sources.ts and run npx node maintainers/vendor-schemas.ts`,
  }
}

/** Turns what kubeconform says of one object into issues: file, field, what was given, what is wanted. */
export function issuesOf(place: Place, result: Result): readonly Issue[] {
  const file = path.relative(place.root, result.filename).split(path.sep).join('/')
  if (result.status === 'statusInvalid') {
    const value = objectOf(place, result)
    const issues = readFindings(result.msg).flatMap((finding) => invalid(place, result, value, finding, file))
    if (issues.length > 0) return issues
  }
  if (result.msg.startsWith('could not find schema')) return [noSchema(place, result, file)]
  const got = result.msg === '' ? result.status : result.msg.replace(/\s+/g, ' ')
  return [{ file, at: '', code: 'schema-unreadable', got, want: 'one Kubernetes object as YAML', hint: source }]
}
