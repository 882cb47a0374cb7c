import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commitOf, differing, git, gitComplaint, mainBase, readBlobs, readManyBlobs } from './git.ts'

let root = ''
const first = Buffer.from([0xff, 0, 10, 10])
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-git-'))
  const person = ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', '-c', 'commit.gpgsign=false']
  const commit = () => {
    git(root, ['add', '--all'])
    expect(git(root, [...person, 'commit', '-qm', 'x'])).toMatchObject({ status: 0 })
  }
  git(root, ['init', '-q', '-b', 'main'])
  mkdirSync(path.join(root, 'sub'))
  writeFileSync(path.join(root, 'sub/first'), first)
  writeFileSync(path.join(root, 'empty'), '')
  commit()
  git(root, ['switch', '-qc', 'side'])
  writeFileSync(path.join(root, 'sub/ä second'), 'two')
  rmSync(path.join(root, 'empty'))
  commit()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('git', () => {
  it('answers, and says what it complains of', () => {
    expect(git(root, ['rev-parse', '--abbrev-ref', 'HEAD'])).toEqual({ status: 0, stdout: 'side\n', stderr: '' })
    const refused = git(root, ['no-such-verb'])
    expect([refused.status, gitComplaint(refused)]).toEqual([1, expect.stringContaining('no-such-verb')])
  })

  // As GitHub answers a push that a ruleset forbids.
  const denied = [
    'remote: error: GH013: Repository rule violations found for refs/heads/release/web.',
    'remote: ',
    'remote: - Cannot create ref due to creations being restricted.',
    'To https://github.com/acme/estate.git',
    ' ! [remote rejected] 1a2b -> release/web (push declined due to repository rule violations)',
    "error: failed to push some refs to 'https://github.com/acme/estate.git'",
  ]
  it.each([
    [
      denied,
      '! [remote rejected] 1a2b -> release/web (push declined due to repository rule violations): ' +
        'error: GH013: Repository rule violations found for refs/heads/release/web. - Cannot create ref due to creations being restricted.',
    ],
    [denied.slice(3), '! [remote rejected] 1a2b -> release/web (push declined due to repository rule violations)'],
    [['remote: Repository not found.', "fatal: repository 'x' not found"], "fatal: repository 'x' not found"],
    [['hint: try again', 'words'], 'words'],
    [[], 'no answer'],
  ])('complains of %j', (lines, said) => {
    expect(gitComplaint({ status: 1, stdout: '', stderr: lines.join('\n') })).toBe(said)
  })

  it('is 127 where there is no folder or no git', () => {
    expect(git(path.join(root, 'nowhere'), ['status']).status).toBe(127)
    expect(git(root, ['status'], { env: { PATH: root } }).status).toBe(127)
  })

  it('finds commits by name, and takes none for an option', () => {
    const tip = commitOf(root, 'HEAD')
    expect(tip).toMatch(/^[0-9a-f]{40}$/)
    expect(['main', '--all', '', 'HEAD:sub'].map((name) => commitOf(root, name) !== undefined)).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(mainBase(root, tip ?? '')).toBe(commitOf(root, 'main'))
  })

  it('lists what differs, below a folder and with what is gone', () => {
    expect(differing(root, 'main', 'side')).toEqual(['empty', 'sub/ä second'])
    expect(differing(path.join(root, 'sub'), 'main', 'side')).toEqual(['ä second'])
    expect(differing(root, 'main', undefined, ['sub'])).toEqual(['sub/ä second'])
  })
})

describe.each([
  ['readBlobs', readBlobs],
  ['readManyBlobs', readManyBlobs],
])('%s', (_, read) => {
  it('reads what is there, byte by byte and in order', async () => {
    const questions = ['main:sub/first', 'main:nowhere', 'main:empty', 'main:sub', 'main', 'side:./sub/ä second']
    const none = undefined
    expect(await read(root, questions)).toEqual([first, none, Buffer.alloc(0), none, none, Buffer.from('two')])
    expect(await read(root, [])).toEqual([])
  })

  it('says when git gives no answer', async () => {
    await expect((async () => read(path.join(root, 'nowhere'), ['HEAD:a']))()).rejects.toThrow('no answer to HEAD:a')
  })
})
