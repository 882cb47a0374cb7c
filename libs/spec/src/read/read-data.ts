import { inputIssue, issue, mostValues, type InputFiles, type Issue } from '@slipway/core'
import { isFields } from '@slipway/kube'
import { importData, literalIn, type Fleet } from '@slipway/fleet'
import type { YamlData } from './read-yaml.ts'

/** The issue of a spec that is code, where the fleet wants data. */
export const codeIssue = (file: string): Issue =>
  issue(
    file,
    '',
    'code-not-allowed',
    'code that would have to run',
    "data: fleet/fleet.ts says specs: 'data'",
    file.endsWith('extra.ts')
      ? 'say it by fields of the spec'
      : 'write it as one literal: export default defineApp({ ... })',
  )

/** Whether a file called `.ts` holds a spec in YAML; what is too large, or no file, is told already. */
async function isYaml(files: InputFiles, file: string): Promise<boolean> {
  if (inputIssue(files.root, file) !== undefined) return false
  const { readYaml } = await import('./read-yaml.ts')
  const { value, issues } = readYaml(String(files.read(file)), file, mostValues.app)
  return issues.length === 0 && isFields(value) && 'kind' in value
}

/** Reads a spec as unvalidated data. */
export async function readData(files: InputFiles, file: string, fleet: Fleet | undefined): Promise<YamlData> {
  if (file.endsWith('.ts')) {
    if (fleet?.specs === 'data' && literalIn(files, file) === undefined) return { issues: [codeIssue(file)] }
    const imported = importData(files.root, file, files, mostValues.app, fleet?.imports)
    if (imported.ok) return { value: imported.value, issues: [] }
    const hint = 'this is YAML: rename it to app.yaml, or write export default defineApp({ ... })'
    return { issues: (await isYaml(files, file)) ? imported.issues.map((one) => ({ ...one, hint })) : imported.issues }
  }
  const problem = inputIssue(files.root, file)
  if (problem !== undefined) return { issues: [problem] }
  // The parser loads slowly; few estates need it.
  const { readYaml } = await import('./read-yaml.ts')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(files.read(file))
  } catch {
    return {
      issues: [
        issue(file, '', 'not-yaml', 'bytes that are no UTF-8 text', 'YAML as UTF-8 text', 'save the file as UTF-8'),
      ],
    }
  }
  return readYaml(text, file, mostValues.app)
}
