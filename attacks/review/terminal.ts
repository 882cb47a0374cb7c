import { strict as assert } from 'node:assert'
import type { Attack } from '../estate.ts'

export default {
  name: "has a reader's terminal do something, by the name of a file",
  why: 'who checks a pull request would get a command into the clipboard, or see another text than there is',
  run(estate) {
    // Writes the clipboard, in terminals that let it.
    estate.put('clusters/dev/shop/web/\u001b]52;c;cm0gLXJm\u0007.yaml', 'a: b\n')
    const { out, err } = estate.process(['check', '--no-schemas'])
    assert.match(`${out}${err}`, /\\u001b\]52;c;/)
    assert.doesNotMatch(`${out}${err}`, /[\u0007\u001b]/)
  },
} satisfies Attack
