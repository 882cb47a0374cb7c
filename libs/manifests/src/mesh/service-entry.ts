import type { Chart } from 'cdk8s'
import type { OutsideHost, ResolvedApp } from '@slipway/model'
import { ServiceEntry } from '../chart/kinds.ts'
import { beforeMigration } from '../labels.ts'

/** TLS from the first byte (IANA: https, submissions, ldaps, imaps, amqps, secure-mqtt; 8443 by custom). */
const tlsPorts = new Set([443, 465, 636, 993, 5671, 8443, 8883])

/** TLS is the app's own. Connections that may switch to it later (a database) pass as bytes. */
const protocol = ({ port }: OutsideHost): 'HTTP' | 'TLS' | 'TCP' =>
  port === 80 ? 'HTTP' : tlsPorts.has(port) ? 'TLS' : 'TCP'

export function serviceEntries(chart: Chart, app: ResolvedApp): void {
  for (const [host, entries] of Map.groupBy(app.hosts, (h) => h.host)) {
    const name = `${app.name}-to-${host}`.slice(0, 250).replace(/[-.]+$/, '')
    new ServiceEntry(chart, `service-entry-${host}`, {
      metadata: { name, ...beforeMigration(app) },
      spec: {
        hosts: [host],
        exportTo: ['.'],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: entries.map((e) => ({
          number: e.port,
          name: `${protocol(e).toLowerCase()}-${e.port}`,
          protocol: protocol(e),
        })),
      },
    })
  }
}
