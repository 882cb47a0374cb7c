import { expect, it } from 'vitest'
import { fieldAtLine } from './field-at-line.ts'

const text = `# Made by Slipway
kind: Deployment
spec:
  odd.name: 1
  list:
    - name: a
      value: 1
    - b
  script: |
    one
    two
---
kind: Service
`

it.each<[number, string | undefined]>([
  [1, undefined],
  [2, 'kind'],
  [3, 'spec'],
  [4, 'spec."odd.name"'],
  [6, 'spec.list[0].name'],
  [7, 'spec.list[0].value'],
  [8, 'spec.list[1]'],
  [10, 'spec.script'],
  [11, 'spec.script'],
  [13, '[1].kind'],
  [99, undefined],
])('line %i is of %s', (line, want) => expect(fieldAtLine(text, line)).toBe(want))
