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
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${kind.toLowerCase()}s.${group}` },
  spec: { group, names: { kind, plural: `${kind.toLowerCase()}s` }, versions: [{ name: 'v1', served: true, schema }] },
})
const write = (file: string, ...objects: readonly object[]) =>
  writeFileSync(path.join(folder, file), objects.map((each) => stringify(each)).join('---\n'))

describe('loadCrds', () => {
  it('are the CRDs of a project without their prose; a property called description stays, and so do defaults', () => {
    const properties = {
      description: { type: 'string', description: 'prose' },
      kept: { default: { description: 'data' }, enum: [{ description: 'data' }] },
    }
    write('istio/a.yaml', crd('istio.io', 'Gateway', { description: 'prose', properties }), { kind: 'ConfigMap' })
    const [found, ...more] = loadCrds(folder, ['istio'])
    expect([found?.metadata.name, more]).toEqual(['gateways.istio.io', []])
    expect((found?.spec as { versions: [{ schema: unknown }] }).versions[0].schema).toEqual({
      properties: {
        description: { type: 'string' },
        kept: { default: { description: 'data' }, enum: [{ description: 'data' }] },
      },
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
    const names = crdsOf(folder, new Set(['istio.io/Gateway', 'keda.sh/None']), ['istio', 'keda']).map(
      ({ metadata }) => metadata.name,
    )
    expect(names).toEqual(['gateways.istio.io'])
  })
})

interface Crd {
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly group: string
    readonly versions: readonly { readonly name: string; readonly served: boolean }[]
  }
}

describe('establish', () => {
  /**
   * Serves what it was given once it has been asked so many times; a version that is not served is a mistake to ask
   * about.
   */
  const server = (answer: (object: Crd) => void, late = 0) => {
    const there: Crd[] = []
    const asked: string[] = []
    return {
      there,
      asked,
      kube: {
        raw: ({ method, path, body }: { method: string; path: string; body?: string }) =>
          Promise.resolve().then(() => {
            if (method === 'POST') {
              const object = JSON.parse(body ?? '{}') as Crd
              there.push(object)
              return answer(object)
            }
            asked.push(path)
            const [, , group, version] = path.split('/')
            const here = there.filter(
              ({ spec }) =>
                spec.group === group && spec.versions.some(({ name, served }) => served && name === version),
            )
            if (here.length === 0) throw new KubeError(404, 'NotFound', `no ${path}`)
            return {
              resources:
                asked.length <= late ? [] : here.map(({ metadata }) => ({ name: metadata.name.split('.')[0] })),
            }
          }),
      } as unknown as Kube,
    }
  }

  it('creates each and waits until all are served; one that is there already is fine', async () => {
    const { kube, there, asked } = server(({ metadata }) => {
      if (metadata.name.startsWith('b')) throw new KubeError(409, 'AlreadyExists', 'it is there')
    }, 2)
    await establish(kube, [crd('x.io', 'A'), crd('x.io', 'B')] as unknown as KubeObject[])
    expect(there.map(({ metadata }) => metadata.name).sort()).toEqual(['as.x.io', 'bs.x.io'])
    expect(asked).toEqual(Array.from({ length: 3 }, () => '/apis/x.io/v1'))
  })

  it('asks for every version that is served, and no other', async () => {
    const { kube, asked } = server(() => undefined)
    const two = {
      ...crd('x.io', 'A'),
      spec: {
        ...crd('x.io', 'A').spec,
        versions: [
          { name: 'v1', served: true },
          { name: 'v1beta1', served: true },
          { name: 'v1alpha1', served: false },
        ],
      },
    }
    await establish(kube, [two] as unknown as KubeObject[])
    expect(asked.sort()).toEqual(['/apis/x.io/v1', '/apis/x.io/v1beta1'])
  })

  it('one that the server refuses is an error in its words', async () => {
    const { kube } = server(() => {
      throw new KubeError(422, 'Invalid', 'spec.versions: Required value')
    })
    await expect(establish(kube, [crd('x.io', 'A')] as unknown as KubeObject[])).rejects.toThrow(
      'spec.versions: Required value',
    )
  })
})
