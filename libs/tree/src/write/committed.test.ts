import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { committed } from './committed.ts'
import { Sandbox } from '../../test/sandbox.ts'

let box: Sandbox
beforeEach(() => {
  box = new Sandbox()
})
afterEach(() => box.clean())

const ask = (root: string, texts: Record<string, string>) => [
  ...committed(root, new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]))),
]

describe.each(['sha1', 'sha256'])('git with %s names', (format) => {
  beforeEach(() => {
    box.git('init', '-q', `--object-format=${format}`)
    box.put('clusters/a.yaml', 'committed é\n')
    box.put('estate/clusters/b.yaml', 'below\n')
    box.git('add', '.')
    box.git('commit', '-qm', 'one')
  })
  it('has what is committed under the same path', () => {
    expect(ask(box.root, { 'clusters/a.yaml': 'committed é\n', 'clusters/new.yaml': 'committed é\n' })).toEqual([
      'clusters/a.yaml',
    ])
    expect(ask(box.root, { 'clusters/a.yaml': 'other\n' })).toEqual([])
  })
  it("has it for a root below the repository's", () => {
    expect(ask(box.full('estate'), { 'clusters/b.yaml': 'below\n', 'clusters/a.yaml': 'committed é\n' })).toEqual([
      'clusters/b.yaml',
    ])
  })
  it('does not take what was only staged for committed', () => {
    box.put('clusters/a.yaml', 'staged\n')
    box.git('add', '.')
    expect(ask(box.root, { 'clusters/a.yaml': 'staged\n' })).toEqual([])
  })
})

describe('while a merge waits', () => {
  beforeEach(() => {
    box.git('init', '-q')
    box.put('clusters/a.yaml', '1\n2\n3\n4\n5\n6\n7\n')
    box.put('apps/x', 'base\n')
    box.git('add', '.')
    box.git('commit', '-qm', 'base')
    box.git('checkout', '-qb', 'theirs')
    box.put('clusters/a.yaml', '1\n2\n3\n4\n5\n6\ntheirs\n')
    box.put('apps/x', 'theirs\n')
    box.git('commit', '-qam', 'theirs')
    box.git('checkout', '-q', 'main')
    box.put('clusters/a.yaml', 'ours\n2\n3\n4\n5\n6\n7\n')
    box.put('apps/x', 'ours\n')
    box.git('commit', '-qam', 'ours')
    expect(box.tryGit('merge', 'theirs').status).toBe(1)
  })
  it.each([
    ['the other side', '1\n2\n3\n4\n5\n6\ntheirs\n', true],
    ['our side', 'ours\n2\n3\n4\n5\n6\n7\n', true],
    ['what git made of both', 'ours\n2\n3\n4\n5\n6\ntheirs\n', true],
    ["a person's text", 'mine\n', false],
  ])('%s: %#', (_, text, has) => {
    expect(ask(box.root, { 'clusters/a.yaml': text })).toEqual(has ? ['clusters/a.yaml'] : [])
  })
})

describe('without git', () => {
  it('nothing is committed', () => {
    expect(ask(box.root, { 'clusters/a.yaml': 'x' })).toEqual([])
  })
  it('nor in a repository without a commit', () => {
    box.git('init', '-q')
    expect(ask(box.root, { 'clusters/a.yaml': 'x' })).toEqual([])
  })
})
