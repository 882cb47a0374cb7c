import { expect, it } from 'vitest'
import { columns, historyText, statusText, undoneText } from './report.ts'

it('columns are as wide as their widest cell', () => {
  expect(
    columns([
      ['a', 'bbb', ''],
      ['aa', 'b', 'c'],
    ]),
  ).toBe('a   bbb\naa  b    c')
})

it('status is a table, and what is to know below it', () => {
  const row = {
    app: 'web',
    team: 'shop',
    environment: 'prod',
    cluster: 'prod-eu',
    wave: 1,
    version: '1.0',
    digest: `sha256:${'a'.repeat(64)}`,
    commit: null,
  }
  const text = statusText(
    {
      rows: [
        { ...row, since: 0, hold: { reason: 'QA', by: 'person' }, rejected: null, keepsSpec: true },
        { ...row, cluster: 'us', since: null, hold: null, rejected: 'slow', keepsSpec: false },
      ],
      apart: [
        { app: 'web', from: 'staging', to: 'prod', commits: 3 },
        { app: 'api', from: 'dev', to: 'staging', commits: null },
      ],
      rejected: [{ app: 'web', digest: row.digest, reason: 'slow' }],
      frozen: [{ environment: 'prod', reason: 'Christmas' }],
    },
    new Date(3_600_000),
  )
  expect(text).toBe(`\
app  environment  cluster  version  digest        for
web  prod         prod-eu  1.0      aaaaaaaaaaaa  1 h 0 min  held: QA; with the spec of then
web  prod         us       1.0      aaaaaaaaaaaa  -          REJECTED: slow

web: prod is 3 commits behind staging
api: staging is at another release than dev
web: aaaaaaaaaaaa is rejected: slow
prod is frozen: Christmas
`)
})

it('history without entries, and nothing to do', () => {
  expect(historyText('dev', [])).toBe("dev: nothing in this clone's history\n")
  const entry = { number: 0, commit: 'c'.repeat(40), time: 0, author: '', subject: 's', rendered: '', secrets: '' }
  const entries = [{ ...entry, release: { digest: `sha256:${'a'.repeat(64)}`, version: '1' } }] as const
  expect(historyText('dev', entries, true)).toMatch(/\nthis clone is shallow: .*--unshallow\)\n$/)
  expect(historyText('dev', entries)).not.toContain('shallow')
  expect(undoneText(['held-already', 'prod'])).toBe('Nothing to do: prod is held for that reason already\n')
})
