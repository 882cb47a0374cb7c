import { describe, expect, it } from 'vitest'
import { newCodeOwners, withCodeOwners } from './code-owners.ts'
import type { Fleet } from './fleet.ts'

const fleet = (over: object = {}) =>
  ({
    environments: ['dev', 'live'],
    clusters: [
      { name: 'dev-1', environment: 'dev' },
      { name: 'live-1', environment: 'live' },
    ],
    teams: new Map([['mail', { owners: ['@g/mail'] }]]),
    owners: ['@g/platform'],
    approvers: { live: ['@g/release'] },
    ...over,
  }) as unknown as Fleet
const apps = [{ name: 'sender', team: 'mail' }]

/** Who GitHub asks about a file: the last line that matches. */
function asked(text: string, file: string): readonly string[] {
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(/\s+/))
  const fits = (pattern: string): boolean =>
    pattern === '*' ||
    new RegExp(
      `^${pattern.replace(/^\//, '').replaceAll('.', '\\.').replaceAll('*', '[^/]*')}${pattern.endsWith('/') ? '' : '$'}`,
    ).test(file)
  return lines.findLast(([pattern = '']) => fits(pattern))?.slice(1) ?? []
}

describe('who is asked about', () => {
  it.each([
    ['README.md', ['@g/platform']],
    ['libs/core/src/index.ts', ['@g/platform']],
    ['apps/sender/app.ts', ['@g/mail']],
    ['apps/sender/releases/dev-1.json', ['@g/mail']],
    ['apps/sender/releases/live-1.json', ['@g/release']],
    ['apps/sender/releases/live-1/app.json', ['@g/release']],
    ['apps/sender/releases/rejected.json', ['@g/release']],
    ['clusters/dev-1/mail/sender/deployment-sender.yaml', []],
    ['clusters/live-1/mail/sender/deployment-sender.yaml', ['@g/release']],
    ['argocd/live-1/root.yaml', ['@g/release', '@g/platform']],
    ['argocd/dev-1/root.yaml', ['@g/platform']],
    ['aws/111122223333/role-images.yaml', ['@g/release', '@g/platform']],
    ['.github/workflows/ci.yml', ['@g/platform']],
  ])('%s', (file, who) => {
    expect(asked(newCodeOwners(fleet(), apps), file)).toEqual(who)
  })

  it('is whoever people name, where the fleet names no owners', () => {
    const text = `* @g/all\n${newCodeOwners(fleet({ owners: undefined }), apps)}`
    expect(asked(text, 'libs/core/src/index.ts')).toEqual(['@g/all'])
    expect(asked(text, 'apps/sender/app.ts')).toEqual(['@g/mail'])
  })

  it('is nobody but the platform where nobody approves', () => {
    const text = newCodeOwners(fleet({ approvers: undefined }), apps)
    expect(asked(text, 'apps/sender/releases/live-1.json')).toEqual(['@g/mail'])
    expect(asked(text, 'aws/1/x.yaml')).toEqual(['@g/platform'])
  })
})

describe('lines of people', () => {
  it('stay, and win below the region', () => {
    const first = `# ours\n${newCodeOwners(fleet(), apps)}/docs/ @g/writers\n`
    const next = withCodeOwners(first, fleet({ owners: ['@g/core'] }), [...apps, { name: 'reader', team: 'mail' }])
    expect(next).toMatch(/^# ours\n[^]*\n\/docs\/ @g\/writers\n$/)
    expect(asked(next ?? '', 'docs/a.md')).toEqual(['@g/writers'])
    expect(asked(next ?? '', 'apps/reader/app.ts')).toEqual(['@g/mail'])
    expect(asked(next ?? '', 'x')).toEqual(['@g/core'])
    expect(
      withCodeOwners(next ?? '', fleet({ owners: ['@g/core'] }), [...apps, { name: 'reader', team: 'mail' }]),
    ).toBe(next)
  })

  it('are all there is in a file without a region', () => {
    expect(withCodeOwners('* @someone\n', fleet(), apps)).toBeUndefined()
  })
})
