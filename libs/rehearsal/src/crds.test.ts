import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stringify } from 'yaml'
import type { KubeObject } from '@slipway/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crdsOf, establish, loadCrds } from './crds.ts'
import { KubeError, type Kube } from './kube.ts'

let folder: string
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'slipway-crds-')), 'files')
  for (const project of ['istio', 'keda']) mkdirSync(path.join(folder, project), { recursive: true })
})
afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }))

const crd = (group: string, kind: string, schema: object = {}) => ({
  apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: `${kind.toLowerCase()}s.${group}` },
  spec: { group, names: { kind }, versions: [{ name: 'v1', schema }] },
})
const write = (file: string, ...objects: readonly object[]) => writeFileSync(path.join(folder, file), objects.map((each) => stringify(each)).join('---\n'))

describe('loadCrds', () => {
  it('are the CRDs of a project without their prose; a property called description stays, and so do defaults', () => {
    const properties = { description: { type: 'string', description: 'prose' }, kept: { default: { description: 'data' }, enum: [{ description: 'data' }] } }
    write('istio/a.yaml', crd('istio.io', 'Gateway', { description: 'prose', properties }), { kind: 'ConfigMap' })
    const [found, ...more] = loadCrds(folder, ['istio'])
    expect([found?.metadata.name, more]).toEqual(['gateways.istio.io', []])
    expect((found?.spec as { versions: [{ schema: unknown }] }).versions[0].schema).toEqual({
      properties: { description: { type: 'string' }, kept: { default: { description: 'data' }, enum: [{ description: 'data' }] } },
    })
  })

  it('are read once and kept', () => {
    write('istio/a.yaml', crd('istio.io', 'Gateway'))
    const first = loadCrds(folder, ['istio'])
    rmSync(path.join(folder, 'istio'), { recursive: true })
    expect(loadCrds(folder, ['istio'])).toEqual(first)
  })
})

describe('crdsOf', () => {
  it('are those of the kinds that are asked for, by group and kind', () => {
    write('istio/a.yaml', crd('istio.io', 'Gateway'), crd('istio.io', 'Sidecar'))
    write('keda/b.yaml', crd('keda.sh', 'Gateway'))
    const names = crdsOf(folder, new Set(['istio.io/Gateway', 'keda.sh/None']), ['istio', 'keda']).map(({ metadata }) => metadata.name)
    expect(names).toEqual(['gateways.istio.io'])
  })
})

describe('establish', () => {
  const server = (answer: (object: KubeObject) => void) => {
    const there: KubeObject[] = []
    return { there, kube: {
      raw: ({ body }: { body?: string }) => Promise.resolve().then(() => {
        const object = JSON.parse(body ?? '{}') as KubeObject
        there.push({ ...object, status: { conditions: [{ type: 'Established', status: 'True' }] } } as KubeObject)
        answer(object)
      }),
      list: () => Promise.resolve(there),
    } as unknown as Kube }
  }

  it('creates each and waits for all; one that is there already is fine', async () => {
    const { kube, there } = server(({ metadata }) => {
      if (metadata.name.startsWith('b')) throw new KubeError(409, 'AlreadyExists', 'it is there')
    })
    await establish(kube, [crd('x.io', 'A'), crd('x.io', 'B')] as unknown as KubeObject[])
    expect(there.map(({ metadata }) => metadata.name).sort()).toEqual(['as.x.io', 'bs.x.io'])
  })

  it('one that the server refuses is an error in its words', async () => {
    const { kube } = server(() => {
      throw new KubeError(422, 'Invalid', 'spec.versions: Required value')
    })
    await expect(establish(kube, [crd('x.io', 'A')] as unknown as KubeObject[])).rejects.toThrow('spec.versions: Required value')
  })
})
