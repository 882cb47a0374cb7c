import { createServer } from 'node:http'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { inEstate, release, web } from '@slipway/spec/test'
import { parseRecording } from '@slipway/live/preview'
import { runDashboards } from './run.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'slipway-dashboards-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const files = { 'apps/web/app.ts': { ...web, scale: 2 }, 'apps/web/releases/dev.json': release }

const drawn = (name: string, more: Partial<Parameters<typeof runDashboards>[0]> = {}) =>
  inEstate(files, async (root) => {
    const said = { out: '', err: '' }
    const page = path.join(folder, `${name}.html`)
    const code = await runDashboards(
      {
        root,
        preview: 'web',
        cluster: undefined,
        prometheus: undefined,
        minutes: 60,
        from: undefined,
        record: undefined,
        output: page,
        json: true,
        ...more,
      },
      {
        out: (text) => void (said.out += text),
        err: (text) => void (said.err += text),
        progress: () => {},
        seconds: () => 0,
        colour: false,
        cwd: folder,
      },
    )
    return {
      code,
      page,
      told: JSON.parse(said.out) as { panels: number; empty: string[]; issues?: { code: string }[] },
    }
  })

/** Answers all questions with one line, and keeps them. */
async function prometheus(): Promise<{ url: string; asked: URL[]; close(): void }> {
  const asked: URL[] = []
  const server = createServer((request, answer) => {
    asked.push(new URL(request.url ?? '', 'http://p'))
    const result = [{ metric: { pod: 'p' }, values: [[1000, '1']] }]
    answer.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { url: `http://127.0.0.1:${port}`, asked, close: () => server.close() }
}

test('the recording that is kept has data, and the page says that it is of another app', async () => {
  const { code, page, told } = await drawn('kept')
  expect(code).toBe(0)
  expect(told.empty.length).toBeLessThan(told.panels)
  expect(readFileSync(page, 'utf8').includes('This is how the panels look')).toBe(true)
})

test('a Prometheus is asked each question once for this app, and what it said can be drawn again', async () => {
  const source = await prometheus()
  const record = path.join(folder, 'r.json')
  const first = await drawn('live', { prometheus: source.url, record })
  source.close()
  const questions = source.asked.map((url) => url.searchParams.get('query') ?? '')
  expect([first.code, first.told.empty]).toEqual([0, []])
  expect(new Set(questions).size).toBe(questions.length)
  expect(questions.filter((query) => /\$(team|app|__)/.test(query))).toEqual([])
  expect(parseRecording(readFileSync(record, 'utf8'), record)).toMatchObject({
    ok: true,
    value: { app: 'web', cluster: 'dev' },
  })
  const again = await drawn('again', { from: record })
  expect(readFileSync(again.page, 'utf8') === readFileSync(first.page, 'utf8')).toBe(true)
})

test.each([
  ['nobody answers', { prometheus: 'http://127.0.0.1:9' }, 'unreachable'],
  ['no such app', { preview: 'wep' }, 'unknown-app'],
] as const)('%s: nothing is written', async (name, more, code) => {
  const done = await drawn(name.replaceAll(' ', '-'), more)
  expect([done.code, done.told.issues?.map((one) => one.code), existsSync(done.page)]).toEqual([1, [code], false])
})

test('a recording that is none is refused', async () => {
  const from = path.join(folder, 'bad.json')
  writeFileSync(from, '{}')
  const done = await drawn('bad', { from })
  expect([done.code, done.told.issues?.every((one) => one.code === 'missing-field'), existsSync(done.page)]).toEqual([
    1,
    true,
    false,
  ])
})
