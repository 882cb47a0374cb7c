import { expect, it } from 'vitest'
import { shellCommands } from './shell.ts'

it.each<[script: string, commands: (string | [text: string, into: string])[]]>([
  ['a ./x && b; c', ['a ./x', 'b', 'c']],
  ['a\nb', ['a', 'b']],
  ["jq '.a | map(.b)' ./x | b", [["jq '.a | map(.b)' ./x", 'b'], 'b']],
  ['X="$(cat x)" make', ['cat x', 'X="_" make']],
  ["X=$(jq 'map(.a)' ./x) make", ["jq 'map(.a)' ./x", 'X=_ make']],
  ['echo "$(a "$(b)" | c)"', ['b', ['a "_"', 'c'], 'c', 'echo "_"']],
  ['cat x | bash $(y)', [['cat x', 'bash _'], 'y', 'bash _']],
  ['a <(b ./x) > c', ['b ./x', 'a _ > c']],
  ['a "<(b)"; c', ['a "<(b)"', 'c']],
  ['(cd x && a) || b', ['(cd x', 'a', 'b']],
  ['a > x 2>&1', ['a > x 2>&1']],
  ['a `b` c', ['a', 'b', 'c']],
  ["cat ./x # don't\nmake it # isn't", ["cat ./x # don't", "make it # isn't"]],
  ['cat "x\nmake it"', ['cat "x', 'make it"']],
  ['a \\; b', ['a \\; b']],
  ['a $((1 + 2)); b', ['a $((1 + 2', 'b']],
  ['case $x in ls) make;; esac', ['case $x in ls', 'make', 'esac']],
])('%j', (script, commands) =>
  expect(shellCommands(script).map(({ text, into }) => (into === undefined ? text : [text, into]))).toEqual(commands),
)

it('takes no time for what never ends', () => {
  for (const sign of ['"', "'", '$(', '`', '|', ')', 'a|', '"$(']) shellCommands(sign.repeat(8000 / sign.length))
})
