import { expect, test } from 'vitest'
import { fileChange } from '../files/files.ts'
import { inputOf, review } from '../review.ts'
import { fileLines, shownRisks, type FileLine } from './file-text.ts'
import { asMarkdown } from './markdown.ts'

const template = (resources: string) => `Resources:\n${resources}`
const side = (text: string) => ({ kind: 'file' as const, executable: false, size: text.length, text })
const table = (name: string) => `  ${name}: {Type: "AWS::DynamoDB::Table"}\n`
const before = template(`${table('Kept')}${table('Gone')}`)
const after = template(`${table('Kept')}${['A', 'B', 'C', 'D', 'E', 'F', 'G'].map(table).join('')}`)
const file = { path: 'aws/a.yaml', before: side(before), after: side(after) }

test('the worst risks of a file stand first, so that the cut leaves them', () => {
  const [line] = fileLines([fileChange(file, true)])
  expect(line?.risks.map((risk) => risk.split(':')[0])).toEqual(['high', ...Array<string>(7).fill('low')])
  expect(shownRisks(line as FileLine, 5, 240, 'risk ').at(-1)).toBe('and 3 risks more')
  const text = asMarkdown(review(inputOf(new Map(), new Map(), { files: [file], isEstate: true })))
  expect(text).toContain('risk high: Gone')
  expect(text).toContain('\n  <br>and 3 risks more')
})
