import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { delayed, endings, failingRun, sparing } from './kwok.ts'

const stage = (name: string) => `kind: Stage
metadata:
  name: ${name}
spec:
  next:
    statusTemplate: |
      {{ $now := Now }}

      phase: Running
`

describe('delayed', () => {
  it('gives the stage of that name a delay and leaves its template as it is', () => {
    const before = parse(stage('pod-ready')) as { spec: object }
    expect(parse(delayed(stage('pod-ready'), 'pod-ready', 2))).toEqual({
      ...before,
      spec: { ...before.spec, delay: { durationMilliseconds: 2000 } },
    })
  })

  it.each([
    ['pod-delete', 2],
    ['pod-ready', 0],
  ])('%s with %i s stays byte for byte', (name, seconds) => {
    expect(delayed(stage(name), 'pod-ready', seconds)).toBe(stage(name))
  })
})

describe('sparing', () => {
  const of = (kind: string) =>
    `spec:\n  resourceRef:\n    kind: ${kind}\n  selector:\n    matchExpressions:\n    - key: a\n      operator: Exists\n`
  const spared = { label: 'app.kubernetes.io/name', values: ['catalog'] }

  it('leaves the pods of those apps to somebody else', () => {
    expect((parse(sparing(of('Pod'), spared)) as { spec: { selector: unknown } }).spec.selector).toEqual({
      matchExpressions: [
        { key: 'a', operator: 'Exists' },
        { key: '.metadata.labels["app.kubernetes.io/name"]', operator: 'NotIn', values: ['catalog'] },
      ],
    })
  })

  it('does nothing to nodes, and nothing when there are none', () => {
    expect(sparing(of('Node'), spared)).toBe(of('Node'))
    expect(sparing(of('Pod'), undefined)).toBe(of('Pod'))
  })
})

describe('endings', () => {
  const complete = `kind: Stage
metadata:
  name: pod-complete
spec:
  selector:
    matchExpressions:
      - key: a
        operator: Exists
  next:
    statusTemplate: |
      exitCode: 0
      reason: Completed
      phase: Succeeded
`

  it('runs of images that fail end otherwise than all others', () => {
    type Ending = {
      metadata: { name: string }
      spec: { selector: { matchExpressions: unknown[] }; next: { statusTemplate: string } }
    }
    const [ends, fails] = endings(complete).map((one) => parse(one) as Ending)
    expect([ends?.metadata.name, fails?.metadata.name]).toEqual(['pod-complete', 'pod-fail'])
    expect(ends?.spec.next.statusTemplate).toBe('exitCode: 0\nreason: Completed\nphase: Succeeded\n')
    expect(fails?.spec.next.statusTemplate).toBe('exitCode: 1\nreason: Error\nphase: Failed\n')
    const [key, other] = [ends, fails].map((one) => one?.spec.selector.matchExpressions[1] as { key: string })
    expect(key).toMatchObject({ operator: 'In', values: ['ends'] })
    expect(other).toEqual({ ...key, values: ['fails'] })
    expect(key?.key).toContain(`@sha256:${failingRun}`)
  })

  it('leaves other stages as they are', () => expect(endings(stage('pod-ready'))).toEqual([stage('pod-ready')]))
})
