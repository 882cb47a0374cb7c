import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { delayed } from './kwok.ts'

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
    expect(parse(delayed(stage('pod-ready'), 'pod-ready', 2))).toEqual({ ...before, spec: { ...before.spec, delay: { durationMilliseconds: 2000 } } })
  })

  it.each([['pod-delete', 2], ['pod-ready', 0]])('%s with %i s stays byte for byte', (name, seconds) => {
    expect(delayed(stage(name), 'pod-ready', seconds)).toBe(stage(name))
  })
})
