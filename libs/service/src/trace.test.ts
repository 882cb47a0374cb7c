import { describe, expect, it } from 'vitest'
import { currentTrace, traceOf, withTrace } from './trace.ts'

describe('trace', () => {
  it('takes along the trace headers and nothing else', () => {
    const headers = {
      traceparent: '00-a-b-01',
      'x-b3-traceid': 'c',
      b3: '',
      cookie: 'session=1',
      authorization: 'Bearer x',
      host: 'h',
    }
    expect(traceOf(headers, 'r-1')).toEqual({ traceparent: '00-a-b-01', 'x-b3-traceid': 'c', 'x-request-id': 'r-1' })
  })

  it('keeps concurrent requests apart', async () => {
    const seen = (id: string) =>
      withTrace({ 'x-request-id': id }, async () => (await Promise.resolve(), currentTrace()['x-request-id']))
    expect(await Promise.all([seen('a'), seen('b')])).toEqual(['a', 'b'])
    expect(currentTrace()).toEqual({})
  })
})
