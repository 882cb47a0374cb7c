import { expect, it } from 'vitest'
import { inputsOf, withInputs } from './inputs.ts'

const given = inputsOf(
  { name: { default: 'x' }, other: {}, long: {}, mixed: {} },
  { other: '${{ github.head_ref }}', long: 'y'.repeat(3000), mixed: 'a ${{ github.sha }} b' },
)
it.each<[what: string, text: string, filled: string]>([
  ['its default', '${{ inputs.name }}', 'x'],
  ["the caller's expression", '${{ inputs.other }}', '${{ github.head_ref }}'],
  ['text and expressions', '${{ inputs.mixed }}', 'a ${{ github.sha }} b'],
  ['nothing', '${{ inputs.none }}', ''],
  ['a text within an expression', "${{ inputs.name == 'x' }}", "${{ 'x' == 'x' }}"],
  ['expressions within one', "${{ inputs['other'] || 1 }}", "${{ format('',  github.head_ref ) || 1 }}"],
  ['itself, where that is long', '${{ inputs.long }}', '${{ inputs.long }}'],
  ['itself, within an expression', '${{ inputs.long || 1 }}', '${{ inputs.long || 1 }}'],
])('an input is %s', (_, text, filled) =>
  expect(withInputs({ env: { A: [text] } }, given)).toEqual({ env: { A: [filled] } }),
)

it('scripts stay as they are written', () => {
  const step = { run: '${{ inputs.name }}', shell: '${{ inputs.name }}', with: { script: '${{ inputs.name }}' } }
  expect(withInputs(step, given)).toEqual(step)
})

it('texts do not double with each level', () => {
  const twice = inputsOf(undefined, { a: '${{ inputs.a }}${{ inputs.a }}' })
  let text = '${{ inputs.a || inputs.a }}'
  for (let level = 0; level < 40; level++) text = withInputs(text, twice)
  expect(text.length).toBeLessThan(5000)
})
