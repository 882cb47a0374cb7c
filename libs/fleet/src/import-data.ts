import {
  failed,
  fieldPath,
  InputFiles,
  inputIssue,
  issue,
  mostValues,
  ok,
  refused,
  show,
  sizeProblem,
  type Outcome,
} from '@slipway/core'
import { literalModule } from './literal.ts'
import { withOddValues, type PlainData } from './sandbox/plain-data.ts'
import { forgetLate, runCode } from './sandbox/sandbox.ts'

/**
 * The literal that a data file exports, which depends on its text alone; `undefined` if the file must run or is
 * missing.
 */
export const literalIn = (files: InputFiles, file: string): unknown => literalOf(files, file)?.value

function literalOf(files: InputFiles, file: string): ReturnType<typeof literalModule> {
  try {
    return literalModule(files.read(file).toString('utf8'))
  } catch {
    // The sandbox's own error is better.
    return undefined
  }
}

const plainData = new URL('./sandbox/plain-data.ts', import.meta.url).href

/**
 * Reads a data file's default export: a literal as data, anything else by running it in the sandbox.
 * @param root the estate's root, absolute
 * @param file relative to it
 * @param files reads it; spoilt if the file must run
 * @param most values that it may have
 * @param imports packages that it may import, if it must run
 * @returns the export, unless it is a function or a Promise; an issue if the file fails to run
 */
export function importData(
  root: string,
  file: string,
  files = new InputFiles(root),
  most: number = mostValues.app,
  imports?: readonly string[],
): Outcome<unknown> {
  const imported = importAny(root, file, files, imports)
  const problem = imported.ok ? sizeProblem(imported.value, most) : undefined
  return problem === undefined ? imported : refused(file, 'input-size', problem.got, problem.want, 'split it')
}

function importAny(
  root: string,
  file: string,
  files: InputFiles,
  imports: readonly string[] | undefined,
): Outcome<unknown> {
  const problem = inputIssue(root, file)
  if (problem !== undefined) return failed(problem)
  const literal = literalOf(files, file)
  if (literal?.twice !== undefined)
    return refused(
      file,
      'duplicate-field',
      `${show(literal.twice)} more than once`,
      'each field once',
      'keep the right one',
    )
  if (literal?.value !== undefined) return ok(literal.value)
  files.spoil()
  forgetLate(root, file)
  const ran = runCode({ root, file, imports }, plainData)
  if (!ran.ok) return ran
  const data = ran.value as PlainData
  const value = withOddValues(data)
  const wrong = (at: string, code: string, got: string, hint: string) =>
    failed(issue(file, at, code, got, `plain data: export default define...({ ... })`, hint))
  const odd = data.odd.find(({ kind, at }) => kind === 'object' || at.length === 0)
  if (odd?.kind === 'object') return wrong(fieldPath(odd.at), 'not-data', odd.text, 'write its fields out')
  if (value === undefined) return wrong('', 'no-default-export', 'no default export', 'add the export')
  if (odd === undefined) return ok(value)
  return wrong('', 'not-data', show(value), 'export the data itself, not what would make it')
}
