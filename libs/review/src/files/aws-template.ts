import { fields } from '@slipway/kube'
import type { ReadDocuments } from '../read/documents.ts'
import type { FileFound, Texts } from './file-risk.ts'
import { foreignFindings, templateOf } from './opentofu.ts'
import { templateValue } from './template-value.ts'

/** OpenTofu's JSON; YAML reads it, too. */
const isModule = (path: string): boolean => path.endsWith('.tf.json')

/** The documents of a file; empty if the file is missing, `undefined` if it is unreadable. */
function documentsOf(path: string, source: string | undefined, read: ReadDocuments): readonly unknown[] | undefined {
  const { docs, issues } = read(path, source ?? '')
  return issues.length > 0 ? undefined : docs.map(({ value }) => value)
}

/** The resources of a template; everything beside them counts as one more. */
function resourcesOf(template: unknown, beside: readonly unknown[]): ReadonlyMap<string, unknown> {
  const {
    Resources,
    note: _,
    Description: __,
    AWSTemplateFormatVersion: ___,
    ...rest
  } = fields(templateValue(template))
  return new Map([
    ...Object.entries(fields(Resources)),
    ...Object.entries(rest).map(([key, value]) => [key, { Type: key, Properties: value }] as const),
    ...beside.map((value, i) => [`document ${i + 2}`, fields(value)] as const),
  ])
}

/** Both sides of a template, by id. */
interface ReadTemplate {
  readonly old: ReadonlyMap<string, unknown>
  readonly now: ReadonlyMap<string, unknown>
  /** Programs and sources of an OpenTofu module besides resources. */
  readonly foreign: readonly FileFound[]
}

/** @returns `undefined` where a side cannot be read */
export function readTemplate(
  { path, before, after }: Omit<Texts, 'around'>,
  read: ReadDocuments,
): ReadTemplate | undefined {
  const [was, is] = [documentsOf(path, before, read), documentsOf(path, after, read)]
  if (was === undefined || is === undefined) return undefined
  const [[first, ...rest], [second, ...more]] = [was, is]
  const templates = isModule(path)
    ? [templateOf(first, false), templateOf(second, before === undefined)]
    : [first, second]
  return {
    old: resourcesOf(templates[0], rest),
    now: resourcesOf(templates[1], more),
    foreign: isModule(path) ? foreignFindings(first, second) : [],
  }
}
