import type { Chart } from 'cdk8s'
import { platformTeam, type Cluster } from '@slipway/fleet'
import { ExternalSecret, monitoringNamespace, secretSpec, secretStore } from '@slipway/manifests'
import { environmentKey } from '@slipway/model'
import { writer } from './names.ts'

export const writerPassword = 'password'

/** Adds to streams of logs, makes them, and reads and deletes nothing. */
const role = `log_writer:
  cluster: [monitor]
  indices:
    - names: ['logs-*']
      privileges: [auto_configure, create_doc]
`

/**
 * The collector's own user. ECK reads it out of one Secret: name, password and role as a user of files, and what the
 * role may do.
 */
export function writerSecret(chart: Chart, cluster: Cluster): void {
  const { target, ...spec } = secretSpec(writer, secretStore, [
    [writerPassword, environmentKey(cluster.environment, platformTeam, writer), writerPassword],
  ])
  new ExternalSecret(chart, writer, {
    metadata: { name: writer, namespace: monitoringNamespace },
    spec: {
      ...spec,
      target: {
        ...target,
        template: {
          engineVersion: 'v2',
          mergePolicy: 'Replace',
          data: {
            username: writer,
            [writerPassword]: `{{ .${writerPassword} }}`,
            roles: 'log_writer',
            'roles.yml': role,
          },
        },
      },
    },
  })
}
