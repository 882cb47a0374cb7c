import { expect, test } from 'vitest'
import { aggregatedApi } from './aggregated-api.ts'

test("the APIService names the Service, and the slice is that Service's", () => {
  const [service, slice, api] = aggregatedApi({
    name: 'x',
    namespace: 'n',
    group: 'g.io',
    address: '10.0.0.1',
    port: 4443,
  })
  expect(api?.metadata.name).toBe('v1beta1.g.io')
  expect(api?.spec).toMatchObject({
    group: 'g.io',
    service: { name: service?.metadata.name, namespace: service?.metadata.namespace },
  })
  expect(slice?.metadata.labels).toEqual({ 'kubernetes.io/service-name': service?.metadata.name })
  expect(slice).toMatchObject({ endpoints: [{ addresses: ['10.0.0.1'] }], ports: [{ port: 4443 }] })
})
