import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visible } from './visible.ts'

it.each([
  ['a line\n\tand another', 'a line\n\tand another'],
  ['\u001b[32mgreen\u001b[0m', '\u001b[32mgreen\u001b[0m'],
  ['a clipboard \u001b]52;c;cm0gLXJm\u0007', 'a clipboard \\u001b]52;c;cm0gLXJm\\u0007'],
  ['a clean screen \u001b[2J', 'a clean screen \\u001b[2J'],
  ['hidden \u001b[8mtext', 'hidden \\u001b[8mtext'],
  ['by one byte \u009b2J', 'by one byte \\u009b2J'],
  ['over a line\rred', 'over a line\\u000dred'],
  ['backwards \u202egnp.exe', 'backwards \\u202egnp.exe'],
  ['given "##[add-mask]high"', 'given "##\\u005badd-mask]high"'],
  ['a\n  ::stop-commands::x\n::error::b', 'a\n  \\u003a:stop-commands::x\n\\u003a:error::b'],
  ['## [a link](b), AWS::S3::Bucket', '## [a link](b), AWS::S3::Bucket'],
  ['Zoë · 日本 🚀', 'Zoë · 日本 🚀'],
])('%j is shown as %j', (text, shown) => expect(visible(text)).toBe(shown))

it('leaves nothing that a terminal obeys, and JSON means the same', () => {
  const nasty = fc.string({ unit: fc.constantFrom(...'a#:[2J]8;m\u001b\u009b\u0007\r\u0000\u202e\u2069') })
  fc.assert(
    fc.property(nasty, (text) => {
      // Colours alone may follow an escape.
      expect(visible(text).replaceAll(/\u001b\[(?:0|[1-4]|3[0-7]|9[0-7])m/g, '')).not.toMatch(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
      )
      expect(visible(text)).not.toMatch(/##\[|^[ \t]*::/m)
      expect(JSON.parse(visible(JSON.stringify(text)))).toBe(text)
    }),
  )
})
