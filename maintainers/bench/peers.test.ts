import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { KubeObject } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { peerCommand, programs } from './peer-program.ts'
import { checkEqual, type Estate } from './peers.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-peers-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  vi.unstubAllEnvs()
})

describe('checkEqual', () => {
  const object = (name: string, size: string) =>
    ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { size } }) as unknown as KubeObject
  const expected: Estate = new Map([['web', new Map([['prod', [object('b', '1'), object('a', '2')]]])]])
  it.each([
    ['a file for an app and environment', { 'web.prod.yaml': [object('a', '2'), object('b', '1')] }],
    ['a file for each object', { 'web.prod/a.json': [object('a', '2')], 'web.prod/b.json': [object('b', '1')] }],
    ['a hash in the name', { 'web.prod-0a1b2c3d.k8s.yaml': [object('b', '1'), object('a', '2')] }],
  ])('reads %s', (_, files) => {
    write(files)
    expect(() => checkEqual('x', folder, expected)).not.toThrow()
  })
  it.each([
    ['a value differs', { 'web.prod.yaml': [object('a', '3'), object('b', '1')] }],
    ['an object is missing', { 'web.prod.yaml': [object('a', '2')] }],
    ['there is one too many', { 'web.prod.yaml': [object('a', '2'), object('b', '1'), object('c', '1')] }],
    ['it is of another environment', { 'web.dev.yaml': [object('a', '2'), object('b', '1')] }],
  ])('refuses when %s', (_, files) => {
    write(files)
    expect(() => checkEqual('x', folder, expected)).toThrow('x: its objects of web in prod are others')
  })
  function write(files: Readonly<Record<string, readonly KubeObject[] | undefined>>): void {
    for (const [name, objects = []] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
      writeFileSync(path.join(folder, name), objects.map((one) => JSON.stringify(one)).join('\n---\n'))
    }
  }
})

describe('peerCommand', () => {
  it.each(Object.values(programs))('is undefined without the builder of $name', async (program) => {
    vi.stubEnv('PATH', folder)
    vi.stubEnv('XDG_CACHE_HOME', folder)
    expect(await peerCommand(program)).toBeUndefined()
  })
  it.each(Object.values(programs))('knows the version of $name from its pins', ({ version }) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
  })
})
