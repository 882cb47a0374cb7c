import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { KubeObject } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runtime } from '../cluster/runtime.ts'
import { cutZeros, restoreEtcdSnapshot, type SnapshotOptions } from './etcd-snapshot.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'slipway-seed-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const crd = (name: string): KubeObject => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name },
})
const options = (crds: readonly KubeObject[], etcd = '/etcd-1'): SnapshotOptions => ({
  etcd,
  apiServer: '/server-1',
  crds,
  kept: path.join(folder, 'kept'),
})

/**
 * Plants with what stands for the programs, which the test itself is not about.
 * @returns the planted text, and how often it was made
 */
async function planted(
  asked: readonly SnapshotOptions[],
  make = (crds: readonly KubeObject[]) => crds.map(({ metadata }) => metadata.name).join(' '),
) {
  let made = 0
  const texts: string[] = []
  for (const [index, each] of asked.entries()) {
    const own = path.join(folder, `run-${index}`)
    mkdirSync(own)
    await restoreEtcdSnapshot(runtime(own), each, async (of, within) => {
      made += 1
      const data = path.join(within.folder, 'seed', 'etcd')
      mkdirSync(data, { recursive: true })
      writeFileSync(path.join(data, 'db'), make(of.crds))
      return Promise.resolve(data)
    })
    texts.push(readFileSync(path.join(own, 'etcd', 'db'), 'utf8'))
    expect(readdirSync(own)).not.toContain('seed')
  }
  return { made, texts }
}

describe('plantSeed', () => {
  it('is made once for the same CRDs, in whatever order', async () => {
    expect(await planted([options([crd('a'), crd('b')]), options([crd('b'), crd('a')])])).toEqual({
      made: 1,
      texts: ['a b', 'a b'],
    })
  })

  it.each([
    ['another CRD', [crd('a'), crd('c')], '/etcd-1'],
    ['a CRD more', [crd('a'), crd('b'), crd('c')], '/etcd-1'],
    ['a CRD with other words', [crd('a'), { ...crd('b'), spec: {} }], '/etcd-1'],
    ['another program', [crd('a'), crd('b')], '/etcd-2'],
  ])('is made again for %s', async (_, crds, etcd) => {
    expect((await planted([options([crd('a'), crd('b')]), options(crds, etcd)])).made).toBe(2)
  })

  it('leaves nothing when it could not be made, and is made the next time', async () => {
    await expect(
      planted([options([])], () => {
        throw new Error('no etcd')
      }),
    ).rejects.toThrow('no etcd')
    expect(readdirSync(path.join(folder, 'kept'))).toEqual([])
    rmSync(path.join(folder, 'run-0'), { recursive: true })
    expect((await planted([options([])])).made).toBe(1)
  })

  it('keeps sixteen', async () => {
    await planted(Array.from({ length: 18 }, (_, i) => options([crd(`c${i}`)])))
    expect(readdirSync(path.join(folder, 'kept'))).toHaveLength(16)
  })
})

describe('cutZeros', () => {
  it.each([
    ['none at its end', Buffer.alloc(5000, 1), 5000],
    ['a page that ends in zeros', Buffer.concat([Buffer.alloc(100, 1), Buffer.alloc(100_000)]), 4096],
    ["zeros of its own at a page's end", Buffer.concat([Buffer.alloc(4096, 1), Buffer.alloc(8192)]), 8192],
    ['zeros alone', Buffer.alloc(9000), 4096],
  ])('a file with %s', (_, bytes, size) => {
    const file = path.join(folder, 'log')
    writeFileSync(file, bytes)
    cutZeros(file)
    const left = readFileSync(file)
    expect(left.length).toBe(size)
    expect(Buffer.concat([left, Buffer.alloc(bytes.length - size)]).equals(bytes)).toBe(true)
  })
})
