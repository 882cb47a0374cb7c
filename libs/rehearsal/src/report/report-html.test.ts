import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '@slipway/core/runs'
import { anyRecording } from '../../test/any-recording.ts'
import { reportHtml } from './report-html.ts'
import { aborts, drift, promotes, sampleRecordings } from '../../test/sample-recordings.ts'
import { all, parsed, withClass, type Element } from '@slipway/core/well-formed'

const textOf = (element: Element): string =>
  all(element)
    .map(({ text }) => text)
    .join('')
const found = (page: string, name: string): readonly string[] => withClass(parsed(page), name).map(textOf)
const ofTag = (page: string, tag: string): readonly Element[] => all(parsed(page)).filter((e) => e.tag === tag)

describe('the page', () => {
  const page = reportHtml(sampleRecordings)

  test('the verdict comes first, then a line per scenario with what it proves', () => {
    expect(ofTag(page, 'h1')[0]?.text).toBe('1 of 4 scenarios failed')
    expect(ofTag(page, 'h1')[0]?.inside[0]?.attributes['aria-label']).toBe('failed')
    expect(ofTag(page, 'title')[0]?.text).toBe('✗ Rehearsal: 1 of 4 scenarios failed')
    expect(found(page, 'proves')).toEqual(sampleRecordings.map(({ proves }) => proves))
    expect(ofTag(reportHtml([promotes]), 'h1')[0]?.text).toBe('1 scenario passed')
    expect(ofTag(reportHtml([]), 'h1')[0]?.text).toBe('Nothing was rehearsed')
  })

  test('every link leads to a place on the page, and no name is there twice', () => {
    const ids = all(parsed(page)).flatMap(({ attributes }) => attributes['id'] ?? [])
    expect(new Set(ids).size).toBe(ids.length)
    const links = ofTag(page, 'a').map(({ attributes }) => attributes['href'])
    expect(links).toEqual(['#scenario-1', '#scenario-2', '#scenario-3', '#scenario-4'])
    expect(ids).toEqual(expect.arrayContaining(links.map((href) => href?.slice(1))))
  })

  test('a failed claim is marked and says what was seen', () => {
    const failed = withClass(parsed(page), 'no').filter(({ tag }) => tag === 'li')
    expect(failed.map(textOf)).toEqual([
      expect.stringMatching(/^✗no bad pod is left 5 s after git revert2 pods of orders-5d4 after 8 s.*20\.9 s$/),
    ])
  })

  test('one that broke off says so', () =>
    expect(textOf(parsed(reportHtml([{ ...promotes, verdict: 'failed' }])))).toContain('broke off'))

  test('what was real, what was stood in for, how times were shortened', () => {
    const facts = found(reportHtml([aborts]), 'facts').join()
    for (const said of ['argocd v3.5.7', 'nodes and kubelets: KWOK', 'catalog: hold 120 s -> 3 s'])
      expect(facts).toContain(said)
    expect(found(reportHtml([drift]), 'facts').join()).toContain('Times shortenednone')
  })

  test('an app in which nothing happened is folded away, with its picture', () => {
    const folded = ofTag(reportHtml([drift]), 'details')[0] as Element
    expect(textOf(folded)).toMatch(/^2 more apps in which nothing changed/)
    expect(withClass(folded, 'tl-wide').map(({ attributes }) => attributes['aria-label']?.split(':')[0])).toEqual([
      'shop/storefront',
      'shop/mail',
    ])
  })

  test('each app has its picture for a screen and for a phone, with words for who cannot see it', () => {
    const pictures = ofTag(page, 'svg')
    expect(pictures).toHaveLength(2 * sampleRecordings.flatMap((r) => r.apps).length)
    for (const { attributes } of pictures)
      expect(attributes).toMatchObject({ role: 'img', 'aria-label': expect.stringMatching(/\S+: \S+/) as string })
  })

  test('20 apps and 500 events', () => {
    const many = {
      ...promotes,
      apps: Array.from({ length: 20 }, (_, i) => ({
        ...(promotes.apps[0] as (typeof promotes.apps)[0] & object),
        name: `team/app-${i}`,
      })),
      events: Array.from({ length: 500 }, (_, i) => ({ at: i / 30, kind: 'note' as const, text: `event ${i}` })),
    }
    expect(found(reportHtml([many]), 'text')).toHaveLength(500)
    expect(ofTag(reportHtml([many]), 'h3').filter(({ text }) => text.startsWith('team/'))).toHaveLength(20)
  })
})

describe('whatever was recorded', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.constantFrom('<script>alert(1)</script>', '&lt;', '"><b onclick=x>', "it's"),
  )

  test('every claim and every event is there once, as text', () => {
    fc.assert(
      fc.property(fc.array(anyRecording(text), { maxLength: 2 }), (recordings) => {
        const page = reportHtml(recordings)
        const claims = recordings.flatMap((r) => r.claims)
        expect(found(page, 'says').filter((said) => !said.startsWith('the scenario broke off'))).toEqual(
          claims.map((c) => c.says),
        )
        expect(found(page, 'got')).toEqual(claims.map((c) => c.got))
        expect([...found(page, 'text')].sort()).toEqual(recordings.flatMap((r) => r.events.map((e) => e.text)).sort())
      }),
      { numRuns: runs(20, 60) },
    )
  })

  test('the page is well formed, runs nothing and fetches nothing', () => {
    fc.assert(
      fc.property(fc.array(anyRecording(), { maxLength: 2 }), (recordings) => {
        const elements = all(parsed(reportHtml(recordings)))
        for (const { tag, attributes, text: said } of elements) {
          expect(['script', 'img', 'link', 'iframe', 'object', 'use', 'image']).not.toContain(tag)
          for (const name of Object.keys(attributes)) expect(name).not.toMatch(/^(on|src|style$)/)
          if (attributes['href'] !== undefined) expect(attributes['href']).toMatch(/^#scenario-\d+$/)
          if (tag === 'style') expect(said).not.toMatch(/url\(|@import/)
        }
        expect(
          elements.find(({ attributes }) => attributes['http-equiv'] === 'Content-Security-Policy')?.attributes[
            'content'
          ],
        ).toContain("default-src 'none'")
      }),
      { numRuns: runs(20, 60) },
    )
  })
})
