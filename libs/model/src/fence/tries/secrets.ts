import { type Ground, makers, type Row } from './ground.ts'
import { becomes, within } from './reason.ts'

export function triesOfSecrets(ground: Ground): readonly Row[] {
  const { team, other, environment } = ground
  const { make } = makers(ground)
  const store = { kind: 'ClusterSecretStore', name: `team-${team}` }
  const secret = (spec: object) =>
    make('external-secrets.io/v1', 'ExternalSecret', {
      spec: { secretStoreRef: store, target: { name: 'try' }, data: [], ...spec },
    })
  const templated = (template: object) => secret({ target: { name: 'try', template } })
  const part = (key: string, property: string) => secret({ data: [{ secretKey: 'a', remoteRef: { key, property } }] })
  const key = (name: string) => part(name, 'b')
  const own = `${environment}/${team}/web`
  const keyed = becomes('spec.data[0].remoteRef.key', `${own}/db`)
  const rewritten = (...rewrite: readonly object[]) => secret({ dataFrom: [{ extract: { key: own }, rewrite }] })
  return [
    ["another team's secret", key(`${environment}/${other}/ledger/db`), keyed],
    ["the platform's secret", key(`${environment}/platform/alertmanager`), keyed],
    ["another environment's secret", key(`other/${team}/web/db`), keyed],
    ['a secret whose name only begins alike', key(`${environment}/${team}-2/db`), keyed],
    ['all secrets', secret({ dataFrom: [{ find: { name: { regexp: '.*' } } }] }), 'spec.dataFrom[0]'],
    [
      "another team's secret as a whole",
      secret({ dataFrom: [{ extract: { key: `${environment}/${other}/db` } }] }),
      within('spec.dataFrom[0]', '.extract.key', `${own}/db`),
    ],
    [
      "the platform's store",
      secret({ secretStoreRef: { kind: 'ClusterSecretStore', name: 'aws' } }),
      within('spec.secretStoreRef', '.name', `team-${team}`),
    ],
    [
      'a question to Secrets Manager each millisecond',
      secret({ refreshInterval: '1ms' }),
      becomes('spec.refreshInterval', '1h0m0s'),
    ],
    ['a secret behind dots', key(`${environment}/${team}/../${other}/db`), keyed],
    [
      'a data source of Grafana as a Secret',
      templated({ metadata: { labels: { grafana_datasource: '1' } } }),
      'spec.target.template.metadata.labels.grafana_datasource',
    ],
    [
      'a Secret that nobody can delete',
      templated({ metadata: { finalizers: ['example.com/hold'] } }),
      'spec.target.template.metadata.finalizers',
    ],
    [
      'a text that takes all memory',
      templated({ data: { a: '{{ repeat 2000000000 "a" }}' } }),
      within('spec.target.template.data', '.a', '{{ .a | b64enc }}'),
    ],
    [
      'a text that asks for addresses',
      templated({ data: { a: '{{ getHostByName "argocd-redis.argocd" }}' } }),
      within('spec.target.template.data', '.a', '{{ .a }}'),
    ],
    [
      'a text of thousands of secrets',
      templated({ data: { a: '{{ .a }}'.repeat(5000) } }),
      within(
        'spec.target.template.data',
        '.a',
        '{"{{ .host }}": [{{ index .data "a-b" | toJson | b64enc }}, {{- .c -}}]}\n',
      ),
    ],
    [
      'thousands of texts',
      templated({ data: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`a${i}`, '{{ .a }}'])) }),
      within('spec.target.template.data', '.a32'),
    ],
    [
      'an annotation that takes all memory',
      templated({ metadata: { annotations: { a: '{{ repeat 2000000000 "a" }}' } } }),
      within('spec.target.template.metadata.annotations', '.a', 'plain'),
    ],
    [
      'a name of a key that takes all memory',
      rewritten({ transform: { template: '{{ repeat 2000000000 "a" }}' } }),
      [
        'spec.dataFrom[0].rewrite[0].transform',
        [['spec.dataFrom[0].rewrite[0]', { regexp: { source: 'a', target: 'b' } }]],
      ],
    ],
    [
      'a name of a key that is doubled without end',
      rewritten(...Array.from({ length: 40 }, () => ({ regexp: { source: '(.+)', target: '$1$1' } }))),
      becomes('spec.dataFrom[0].rewrite', [{ regexp: { source: '(.+)', target: 'web_$1' } }]),
    ],
    [
      'a name of a key that is written a thousand times',
      rewritten({ regexp: { source: '(.+)', target: '$1'.repeat(1000) } }),
      becomes('spec.dataFrom[0].rewrite[0].regexp.target', '$1_$2'),
    ],
    [
      'a name of a key by a regex that takes all memory',
      rewritten({ regexp: { source: '(?:ab){1000}', target: 'a' } }),
      becomes('spec.dataFrom[0].rewrite[0].regexp.source', '^db-(.+)$'),
    ],
    [
      'a part of a secret that is doubled without end',
      part(own, `${'[@this,@this]|'.repeat(40)}@this`),
      becomes('spec.data[0].remoteRef.property', 'db.hosts.0'),
    ],
    [
      'a part of all of a secret, doubled without end',
      secret({ dataFrom: [{ extract: { key: own, property: `@this${'|@tostr'.repeat(40)}` } }] }),
      becomes('spec.dataFrom[0].extract.property', 'tls.crt'),
    ],
    [
      'thousands of questions to Secrets Manager',
      secret({
        data: Array.from({ length: 201 }, (_, i) => ({
          secretKey: `a${i}`,
          remoteRef: { key: `${environment}/${team}/web`, property: 'b' },
        })),
      }),
      becomes('spec.data', []),
    ],
    [
      'an object that is no Secret',
      secret({ target: { name: 'try', manifest: { apiVersion: 'v1', kind: 'ConfigMap' } } }),
      'spec.target.manifest',
    ],
    [
      'metadata from elsewhere',
      templated({ templateFrom: [{ target: 'Labels', literal: 'a: b' }] }),
      'spec.target.template.templateFrom',
    ],
    [
      "somebody else's Secret",
      secret({ target: { name: 'istio-ca-secret', creationPolicy: 'Merge' } }),
      becomes('spec.target.creationPolicy', 'Owner'),
    ],
    [
      'a token of the API server as a Secret',
      secret({ target: { name: 'try', template: { type: 'kubernetes.io/service-account-token' } } }),
      becomes('spec.target.template.type', 'Opaque'),
    ],
  ]
}
