import { isFields, type Fields } from '@slipway/kube'
import { issue, mostValues, show, suggestion, type InputFiles, type Issue } from '@slipway/core'
import { importData, runCode } from '@slipway/fleet'
import type { ExtraCode } from '../extra.ts'

const extraFields = ['add', 'patch', 'build']

/**
 * Reads which functions an extra.ts exports; they run where it is rendered.
 * @param imports packages that it may import
 */
export function readExtra(
  files: InputFiles,
  file: string,
  imports: readonly string[] | undefined,
): { extra?: ExtraCode; issues: readonly Issue[] } {
  const imported = importData(files.root, file, files, mostValues.app, imports)
  files.spoil()
  if (!imported.ok) return { issues: imported.issues }
  const want =
    'defineExtra({ add: (context) => [...], patch: (object, context) => object, build: (chart, context) => {} })'
  if (!isFields(imported.value))
    return { issues: [issue(file, '', 'extra', show(imported.value), want, 'correct the export')] }
  const issues = Object.entries(imported.value)
    .filter(([key, value]) => !extraFields.includes(key) || (value !== undefined && typeof value !== 'function'))
    .map(([key, value]) =>
      issue(file, key, 'extra', `${show(key)}: ${show(value)}`, want, suggestion(key, extraFields)),
    )
  if (issues.length > 0) return { issues }
  const { root } = files
  const fields = Object.keys(imported.value).filter((key) => (imported.value as Fields)[key] !== undefined)
  return { extra: { fields, run: (via, input) => runCode({ root, file, imports }, via, input) }, issues }
}
