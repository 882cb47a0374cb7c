import { expect, it } from 'vitest'
import { celWords } from './cel-words.ts'

it.each([
  ["object.kind in ['Pod', 'Job']", 'object.kind in [...]', ['Pod', 'Job']],
  [`["it's", 'a \\'b\\'']`, '[...]', ["it's", "a \\'b\\'"]],
  ['x in []', 'x in [...]', []],
  ["{'a': ['x/', 'y/'], 'b': 'z', 'c': []}[variables.team]", '{...}[variables.team]', ['a: x/', 'a: y/', 'b: z', 'c:']],
  // An index, numbers and nested lists are the question itself.
  ["object.metadata.labels['app'] == 'web'", "object.metadata.labels['app'] == 'web'", []],
  ['x in [1, 2]', 'x in [1, 2]', []],
  ["f(['a'])['b'] + [['c']]", "f([...])['b'] + [[...]]", ['a', 'c']],
])('%s', (expression, frame, words) => {
  expect(celWords(expression)).toEqual({ frame, words })
})

it.each([
  ['brackets', '['.repeat(200_000)],
  ['a list without an end', `[${"'a',".repeat(60_000)}`],
  ['a map without an end', `{${"'a':'b',".repeat(40_000)}`],
  ['maps that begin', "{'a':['b',".repeat(30_000)],
  ['quotes', "'".repeat(200_001)],
])('is quick with %s', (_, text) => {
  const started = performance.now()
  celWords(text)
  expect(performance.now() - started).toBeLessThan(2000)
})
