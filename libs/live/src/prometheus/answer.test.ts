import { describe, expect, it } from 'vitest'
import { parseAnswer } from './answer.ts'

const success = (data: object) => ({ status: 'success', data })

describe('parseAnswer', () => {
  it('reads a matrix, without values that are no number', () => {
    const metric = { pod: 'a' }
    const values = [
      [1, '0.5'],
      [2, 'NaN'],
      [3, '+Inf'],
      [4, '2e3'],
    ]
    expect(parseAnswer(success({ resultType: 'matrix', result: [{ metric, values }] }), 'x')).toEqual({
      ok: true,
      value: [
        {
          labels: metric,
          points: [
            [1, 0.5],
            [4, 2000],
          ],
        },
      ],
    })
  })

  it.each([
    ['a vector', { resultType: 'vector', result: [{ metric: {}, value: [7, '3'] }] }],
    ['a scalar', { resultType: 'scalar', result: [7, '3'] }],
  ])('reads %s as one point', (_, data) => {
    expect(parseAnswer(success(data), 'x')).toEqual({ ok: true, value: [{ labels: {}, points: [[7, 3]] }] })
  })

  it("says what Prometheus refuses in Prometheus' words", () => {
    const read = parseAnswer({ status: 'error', errorType: 'bad_data', error: 'parse error: no' }, 'http://p')
    expect(read).toMatchObject({
      ok: false,
      issues: [{ file: 'http://p', code: 'query-refused', got: 'bad_data: parse error: no' }],
    })
  })

  it.each([undefined, 'text', {}, success({ resultType: 'streams', result: [] })])('refuses %j', (body) => {
    expect(parseAnswer(body, 'http://p').ok).toBe(false)
  })
})
