import { expect, it } from 'vitest'
import { accessLogOf } from './access-log.ts'

const istiod = (meshConfig: object) => JSON.stringify({ spec: { source: { helm: { valuesObject: { meshConfig } } } } })
const own = { accessLogEncoding: 'JSON', accessLogFormat: '{"path":"%REQ(:PATH)%"}' }

it('is told where the tree has a format of its own', () => {
  expect(accessLogOf(istiod({ ...own, enablePrometheusMerge: true }))).toEqual(own)
  expect(accessLogOf(istiod({ accessLogEncoding: 'JSON' }))).toEqual({})
  expect(accessLogOf(undefined)).toEqual({})
})
