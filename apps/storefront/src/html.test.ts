import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html } from './html.ts'

describe('html', () => {
  it('escapes what is put in, once, and keeps what is a page already', () => {
    const rows = ['a&b', '<i>'].map((name) => html`<li title="${name}">${name}</li>`)
    expect(html`<ul>${rows}</ul>${1}`.text).toBe(
      '<ul><li title="a&amp;b">a&amp;b</li><li title="&lt;i&gt;">&lt;i&gt;</li></ul>1',
    )
  })

  it('lets no text open a tag or end an attribute', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`${text}`.text).not.toMatch(/[<>"']/)
      }),
    )
  })
})
