import { describe, expect, it } from 'vitest'
import type { AppSource } from '@slipway/spec'
import { clusterOf, fleetOf } from '../test/aws-fleet.ts'
import { objectsOf, tryObjects, type PlacedObject } from './objects.ts'
import type { PythonTools } from './python-tools.ts'
import { triedText } from './run.ts'

const object: PlacedObject = {
  file: 'clusters/dev/platform/needs-web/queue-dev-a.yaml',
  account: '111122223333',
  region: 'eu-west-1',
  object: { apiVersion: 'sqs.services.k8s.aws/v1alpha1', kind: 'Queue', metadata: { name: 'dev-a' }, spec: {} },
}
const answering = (more: object): PythonTools => ({
  run: async () => ({ code: 0, stdout: '[]', stderr: '', missing: false, ...more }),
})

describe('objects of ACK, as moto takes them', () => {
  it('are told with what is lost of each, and not at all where there is none', () => {
    expect(triedText([])).toBe('')
    expect(
      triedText([
        { file: 'a.yaml', lost: [] },
        { file: 'b.yaml', lost: ['VisibilityTimeout'] },
      ]),
    ).toBe('2 objects of ACK: moto took their calls, and has 1 as they say\nLOST b.yaml: VisibilityTimeout\n')
  })

  it('come after what they wait for, each where its controller makes it', () => {
    const spec = { kind: 'worker', team: 'shop', needs: { queue: { a: { from: ['t'] } }, topic: { t: {} } } }
    const app = { name: 'web', file: 'apps/web/app.ts', specs: new Map([['dev', spec]]) } as unknown as AppSource
    const found = objectsOf(fleetOf(clusterOf('eu', { needs: 'ack' })), [app])
    const kinds = found.map(({ object: { kind, metadata } }) => `${kind} ${metadata.name}`)
    expect(kinds.slice(-2)).toEqual(['Queue dev-a', 'Subscription dev-a.dev-t'])
    expect(kinds.slice(0, 2).sort()).toEqual(['Queue dev-a-dead', 'Topic dev-t'])
    for (const one of found) expect(one).toMatchObject({ account: '222233334444', region: 'eu-west-1' })
  })

  it('ask nobody where there is none, and say so when moto ended', async () => {
    const dead = answering({ code: 1, stderr: 'Traceback\nKeyError: x' })
    expect(await tryObjects([], dead)).toMatchObject({ ok: true, value: [] })
    expect(await tryObjects([object], dead)).toMatchObject({
      ok: false,
      issues: [{ code: 'moto-ended', got: 'KeyError: x' }],
    })
  })
})
