import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { asHtml, inputOf, noReleases, review } from '@slipway/review'
import { afterAll, expect, test } from 'vitest'
import { chromium, inBrowser } from '../test/browser.ts'

const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'slipway-page-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const map = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata:\n  a: ${JSON.stringify(value)}\n`
const route = (weight: number) =>
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web, namespace: shop}\nspec: {hosts: [web.shop], http: [{name: primary, route: [{destination: {host: web}, weight: ${weight}}]}]}\n`
const evil = '</script><img src=x onerror="document.title=1">'
const files = (side: number) =>
  new Map([
    ['one.yaml', map('one', side === 0 ? 'x' : evil)],
    ['two.yaml', map('two', `two-${side}`)],
    ['three.yaml', side === 0 ? map('three', 'z') : ''],
    ['four.yaml', map('four', String(side)).replace('a:', 'b:')],
    ['clusters/dev/shop/web/virtualservice-web.yaml', route(side)],
    ['clusters/prod/shop/api/configmap-five.yaml', map('five', `five-${side}`)],
  ])
const done = review({
  before: files(0),
  after: files(1),
  same: new Map(),
  paths: [...files(1).keys()],
  releases: noReleases,
  fleet: new Map(),
  specs: new Map(),
  overrides: [],
  issues: [],
  files: [
    {
      path: `${'a-long-name-without-a-blank/'.repeat(9)}x.txt`,
      before: undefined,
      after: { kind: 'file', executable: false, size: 0, text: '' },
    },
  ],
  isEstate: false,
  digests: new Map(),
})
const html = asHtml(done)
const file = path.join(folder, 'review.html')
writeFileSync(file, html)

test('the page needs nothing from anywhere', () => {
  expect(html).not.toMatch(/(?:src|href)="(?!data:)/)
  expect(html).toContain('default-src &#39;none&#39;')
  expect(html.slice(html.indexOf('id="data">'), html.lastIndexOf('<script>'))).not.toContain('<img')
})

const browser = chromium()
test.skipIf(browser === undefined)(
  'search, folds and raw diffs work in a real browser, wide and narrow',
  { timeout: 60_000 },
  async () => {
    await inBrowser(browser as string, file, async (page) => {
      const shown = () => page.evaluate<number>("document.querySelectorAll('.entry:not([hidden])').length")
      expect(await shown()).toBe(done.groups.length)
      const search = (text: string) =>
        page.evaluate(
          `(() => { const s = document.getElementById('search'); s.value = ${JSON.stringify(text)}; s.dispatchEvent(new Event('input')) })()`,
        )
      await search('three.yaml')
      expect(await shown()).toBe(1)
      await search('nothing has this')
      expect(await shown()).toBe(0)
      await search('')
      const choose = (by: string, value: string) =>
        page.evaluate(
          `(() => { const s = document.querySelector('[data-by=${by}]'); s.value = '${value}'; s.dispatchEvent(new Event('change')) })()`,
        )
      await choose('cluster', 'dev')
      expect(await shown()).toBe(1)
      await choose('app', 'api')
      expect(await shown()).toBe(0)
      await choose('cluster', '')
      expect(await shown()).toBe(1)
      await choose('app', '')

      const opened = () => page.evaluate<number>("document.querySelectorAll('.entry[open]').length")
      await page.evaluate("document.getElementById('open').click()")
      expect(await opened()).toBe(done.groups.length)
      // One click on the object, and its diff is there.
      await page.evaluate('new Promise((next) => setTimeout(next, 50))')
      await page.evaluate(
        "[...document.querySelectorAll('.object summary')].find((s) => s.textContent.includes('shop/two')).click()",
      )
      await page.evaluate('new Promise((next) => setTimeout(next, 50))')
      expect(
        await page.evaluate(
          "[...document.querySelectorAll('.object[open] pre .add, .object[open] pre .del')].map((e) => e.textContent).join('\\n')",
        ),
      ).toBe('-  a: "two-0"\n+  a: "two-1"')
      await page.evaluate("document.getElementById('fold').click()")
      expect(await opened()).toBe(0)

      expect(await page.evaluate("document.querySelectorAll('.graph svg').length")).toBe(2)
      expect(await page.evaluate('document.title')).toBe('What this change does')
      const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      await page.look(1280, 'light')
      const light = await background()
      await page.look(390, 'dark')
      expect(await background()).not.toBe(light)
      await page.evaluate("document.getElementById('open').click()")
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
      expect(page.complaints).toEqual([])
    })
  },
)

test.skipIf(browser === undefined)(
  '5,000 objects: quick to open, to filter and to unfold, and nothing is asked of anybody',
  { timeout: 120_000 },
  async () => {
    const clusters = ['dev', 'staging', 'prod-eu', 'prod-us', 'prod-ap']
    const side = (value: number) =>
      new Map(
        Array.from({ length: 5000 }, (_, i) => {
          const app = `app${Math.floor(i / 5)}`
          return [
            `clusters/${clusters[i % 5] ?? ''}/shop/${app}/configmap-${app}.yaml`,
            map(app, `${app}-${value}`),
          ] as const
        }),
      )
    const large = path.join(folder, 'large.html')
    writeFileSync(large, asHtml(review(inputOf(side(0), side(1)))))
    await inBrowser(browser as string, large, async (page) => {
      /** Milliseconds until the page has answered and is laid out. */
      const took = (action: string) =>
        page.evaluate<number>(
          `(async () => { const from = performance.now(); ${action}; document.body.getBoundingClientRect(); await new Promise((next) => setTimeout(next)); return performance.now() - from })()`,
        )
      await page.look(1280, 'light')
      const objects = () => page.evaluate<number>("document.querySelectorAll('.entry:not([hidden])').length")
      expect(await objects()).toBeGreaterThan(0)
      const search = (text: string) =>
        took(
          `{ const s = document.getElementById('search'); s.value = '${text}'; s.dispatchEvent(new Event('input')) }`,
        )
      // A machine of two cores that others use: a person waits no second.
      expect(await search('app777')).toBeLessThan(3000)
      expect(await search('')).toBeLessThan(3000)
      expect(await took("document.getElementById('open').click()")).toBeLessThan(5000)
      expect(await page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")).toEqual([])
      expect(page.complaints).toEqual([])
    })
  },
)
