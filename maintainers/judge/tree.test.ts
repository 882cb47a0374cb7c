import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTree } from './tree.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'slipway-judge-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

const pod = (name: string) => `# from apps/web/app.ts\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`

describe('readTree', () => {
  it('reads every object with its file and cluster, in the order of the files', () => {
    put('clusters/prod/shop/web/pod-b.yaml', `${pod('b')}---\n${pod('c')}`)
    put('clusters/dev/shop/web/pod-a.yaml', pod('a'))
    put('clusters/dev/README.md', 'no object')
    expect(readTree(root).map(({ file, cluster, object }) => [file, cluster, object.metadata.name])).toEqual([
      ['clusters/dev/shop/web/pod-a.yaml', 'dev', 'a'],
      ['clusters/prod/shop/web/pod-b.yaml', 'prod', 'b'],
      ['clusters/prod/shop/web/pod-b.yaml', 'prod', 'c'],
    ])
  })

  it.each([
    ['no object', 'kind: Pod\n', 'clusters/dev/x.yaml: no Kubernetes object'],
    ['broken YAML', 'a: [1\n', 'clusters/dev/x.yaml: '],
  ])('refuses %s', (_name, text, want) => {
    put('clusters/dev/x.yaml', text)
    expect(() => readTree(root)).toThrow(want)
  })
})
