import { judgeAws } from '../src/files/aws.ts'
import { nothingAround, type FileFound } from '../src/files/file-risk.ts'

/** What review finds in a change of a template, where nothing else is known. */
export const judgedAws = (before: string, after: string): readonly FileFound[] =>
  judgeAws({ path: 'aws/a.yaml', before, after, around: nothingAround })

/** The same as `level code`. */
export const toldAws = (before: string, after: string): readonly string[] =>
  judgedAws(before, after).map(([level, code]) => `${level} ${code}`)
