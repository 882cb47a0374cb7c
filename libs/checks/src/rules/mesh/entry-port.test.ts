import { object } from '../../../test/fixture-app.ts'
import { table } from '../../../test/case.ts'
import { add, all } from '../../../test/fixture.ts'
import { entryPort } from './entry-port.ts'

const entry = (name: string, more: object = {}, port: object = {}) =>
  add(
    'shop/web',
    object('networking.istio.io/v1', 'ServiceEntry', 'shop', name, {
      spec: {
        hosts: [`${name}.example.com`],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        exportTo: ['.'],
        ports: [{ number: 5432, name: 'tcp-5432', protocol: 'TCP', ...port }],
        ...more,
      },
    }),
  )
const says = ['one', 'two'].map(
  (name) =>
    `serviceentry-${name} spec.ports: 5432; a port of its own, as ServiceEntry ${name === 'one' ? 'two' : 'one'} has it for another host`,
)
const istiod = (value: string) =>
  add(
    'argocd',
    object('argoproj.io/v1alpha1', 'Application', 'argocd', 'addons-istiod', {
      spec: {
        source: {
          helm: {
            valuesObject: { meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: value } } } },
          },
        },
      },
    }),
  )

table(entryPort, [
  { name: 'two databases on one port', change: all(entry('one'), entry('two')), says, alone: true },
  { name: 'without DNS capture', change: all(entry('one'), entry('two'), istiod('false')), says },
  { name: 'with DNS capture', change: all(entry('one'), entry('two'), istiod('true')), says: [] },
  { name: 'with addresses', change: all(entry('one', { addresses: ['10.0.0.1'] }), entry('two')), says: [] },
  { name: 'on two ports', change: all(entry('one'), entry('two', {}, { number: 5433 })), says: [] },
  { name: 'by TLS, which names the host', change: all(entry('one'), entry('two', {}, { protocol: 'TLS' })), says: [] },
])
