import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { delayed, sparing } from './kwok.ts'

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
