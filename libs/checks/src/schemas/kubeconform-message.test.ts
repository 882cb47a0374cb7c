import { describe, expect, it } from 'vitest'
import { faultOf, readFindings } from './kubeconform-message.ts'

const head =
  "problem validating schema. Check JSON formatting: jsonschema validation failed with 'file:///s/foo_v1.json#'"

describe('readFindings', () => {
  const cases = [
    [
      'one fault',
      " - at '/spec/replicas': got string, want integer",
      [[['spec', 'replicas'], 'got string, want integer']],
    ],
    [
      'a group that only holds others is left out',
      " - at '/spec': validation failed   - at '/spec/a': got null, want string   - at '/spec': missing property 'b'",
      [
        [['spec', 'a'], 'got null, want string'],
        [['spec'], "missing property 'b'"],
      ],
    ],
    [
      'a key with a slash and a quote',
      " - at '/metadata/labels/a.b~1c\\'d': got boolean, want string",
      [[['metadata', 'labels', "a.b/c'd"], 'got boolean, want string']],
    ],
    [
      'a choice is one finding',
      " - at '/spec': 'oneOf' failed, none matched   - at '/spec': missing property 'x'   - at '/spec/y': got string, want integer",
      [[['spec'], "'oneOf' failed, none matched: missing property 'x'; or y got string, want integer"]],
    ],
    [
      'what stands after a choice is not lost',
      " - at '': validation failed   - at '/a': 'anyOf' failed     - at '/a': missing property 'x'   - at '/b': got null, want string",
      [
        [['a'], "'anyOf' failed: missing property 'x'"],
        [['b'], 'got null, want string'],
      ],
    ],
    [
      'a value that looks like a finding stays a value',
      " - at '/a': ' - at \\'/b\\': got x' does not match pattern '^a$'",
      [[['a'], "' - at \\'/b\\': got x' does not match pattern '^a$'"]],
    ],
    ['text that is no finding gives none', '', []],
  ] as const

  it.each(cases)('%s', (_name, text, want) => {
    expect(readFindings(head + text)).toEqual(want.map(([at, said]) => ({ at, text: said })))
  })
})

describe('faultOf', () => {
  const other = { allowed: [], given: undefined }
  it.each([
    ["additional properties 'z', 'it\\'s' not allowed", { code: 'unknown-fields', fields: ['z', "it's"] }],
    ["missing property 'a b'", { code: 'missing-fields', fields: ['a b'] }],
    ["missing properties 'a', 'b'", { code: 'missing-fields', fields: ['a', 'b'] }],
    ['got null, want string', { code: 'type', given: 'null', want: 'string' }],
    [
      "value must be one of 'A', 'B'",
      { ...other, code: 'value', allowed: ['A', 'B'], want: "value must be one of 'A', 'B'" },
    ],
    [
      "'x y' does not match pattern '^a$'",
      { ...other, code: 'value', given: "'x y'", want: "'x y' does not match pattern '^a$'" },
    ],
    [
      "'oneOf' failed, none matched: missing property 'x'",
      { ...other, code: 'value', want: "one of: missing property 'x'" },
    ],
    [
      "'oneOf' failed, subschemas 0, 1 matched",
      { ...other, code: 'value', want: 'only one of the fields that exclude each other' },
    ],
  ])('%s', (text, fault) => expect(faultOf(text)).toEqual(fault))
})
