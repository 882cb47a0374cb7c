import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { called } from '../../test/fake-call.ts'
import { openHubState, type HubState } from './hub-state.ts'
import { aws, docker, skopeo } from './image-programs.ts'

let hub: HubState
beforeAll(() => {
  hub = openHubState(mkdtempSync(path.join(tmpdir(), 'slipway-images-')))
})
afterAll(() => rmSync(hub.folder, { recursive: true, force: true }))

const digest = `sha256:${'a'.repeat(64)}`
const words = (text: string) => text.split(' ')

describe('skopeo copy', () => {
  it('pushes what is in the archive, and writes the digest that it has', () => {
    const file = path.join(hub.folder, 'digest')
    const copy = `copy --all --preserve-digests --digestfile ${file} oci-archive:/tmp/a.tar docker://reg/web:1`
    const { ran } = called(skopeo, { hub, words: words(copy) }, (said) =>
      said.includes(' push ') ? `reg/web@${digest}\n` : '',
    )
    expect(ran).toEqual([
      expect.stringMatching(/^tar -C \S+ -xf \/tmp\/a\.tar$/),
      expect.stringMatching(/^crane push \S+ reg\/web:1$/),
    ])
    expect(readFileSync(file, 'utf8')).toBe(digest)
  })

  it('knows no other verb', () => {
    expect(() => called(skopeo, { hub, words: words('inspect a b') })).toThrow('skopeo inspect a b')
  })
})

describe('docker buildx imagetools', () => {
  it('makes an index of the images, under its tag', () => {
    const create = `buildx imagetools create --tag reg/web:1 reg/web@${digest} reg/web@${digest}`
    expect(called(docker, { hub, words: words(create) }).ran).toEqual([
      `crane index append --tag reg/web:1 --manifest reg/web@${digest} --manifest reg/web@${digest}`,
    ])
  })

  it('tells a digest, or the manifest as it is', () => {
    const inspect = ['buildx', 'imagetools', 'inspect']
    const told = called(docker, { hub, words: [...inspect, 'reg/web:1', '--format', 'x'] }, () => `${digest}\n`)
    expect([told.ran, JSON.parse(told.out)]).toEqual([['crane digest reg/web:1'], { digest }])
    const raw = called(docker, { hub, words: [...inspect, '--raw', 'reg/web:1'] }, () => '{"a":1}')
    expect([raw.ran, raw.out]).toEqual([['crane manifest reg/web:1'], '{"a":1}'])
  })

  it('builds nothing', () => {
    expect(() => called(docker, { hub, words: ['build', '.'] })).toThrow('docker build .')
  })
})

describe('aws ecr', () => {
  const scan = words('ecr describe-image-scan-findings --repository-name web --image-id x')
  const env = { AWS_SESSION_TOKEN: 'x' }

  it('tells the findings of a repository, for who has taken a role', () => {
    const told = () => JSON.parse(called(aws, { hub, words: scan, env }).out) as unknown
    const findings = (findingSeverityCounts: object) => ({
      imageScanStatus: { status: 'COMPLETE' },
      imageScanFindings: { findingSeverityCounts },
    })
    expect(told()).toEqual(findings({}))
    hub.write('findings', { web: { CRITICAL: 2 } })
    expect(told()).toEqual(findings({ CRITICAL: 2 }))
    expect(() => called(aws, { hub, words: scan })).toThrow('Unable to locate credentials')
  })
})
