// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, object, renamed, type RiskCase } from '../risk-case.ts'

const sealedSecret = casesOf('bitnami.com/v1alpha1 SealedSecret')
const secret = casesOf('v1 Secret')
const externalSecret = casesOf('external-secrets.io/v1 ExternalSecret')
const clusterSecretStore = casesOf('external-secrets.io/v1 ClusterSecretStore')
const pushSecret = casesOf('external-secrets.io/v1alpha1 PushSecret')

const config = (data: string) => object('v1 ConfigMap', `data: ${data}`)
const sealed = (spec: string, metadata = '') => object('bitnami.com/v1alpha1 SealedSecret', `spec: ${spec}`, metadata)
const fetched = (entries: string) =>
  renamed('x', object('external-secrets.io/v1 ExternalSecret', `spec: {target: {name: web}, data: [${entries}]}`))
/** Pods that name a key of a ConfigMap and one of a Secret. */
const pods = (key = 'url', optional = '') => {
  const from = (ref: string, one: string) => `valueFrom: {${ref}: {name: web, key: ${one}${optional}}}`
  const env = `{name: X, ${from('configMapKeyRef', key)}}, {name: Y, ${from('secretKeyRef', 'password')}}`
  const template = `{metadata: {labels: {a: b}}, spec: {containers: [{name: app, image: a:1, env: [${env}]}]}}`
  return object('apps/v1 Deployment', `spec: {replicas: 2, selector: {matchLabels: {a: b}}, template: ${template}}`)
}
const keys = (what: string, before: string, after: string, named: string, ...risks: readonly string[]): RiskCase => [
  `keys: ${what}`,
  { 'a.yaml': before, 'p.yaml': named },
  { 'a.yaml': after, 'p.yaml': named },
  ...risks,
]

/** Secrets that are sealed, encrypted or fetched, and the keys that pods read. */
export const sealedSecretsRiskCases: readonly RiskCase[] = [
  [
    'sealed: cluster-wide',
    sealed('{encryptedData: {a: AgBy}}'),
    {
      'a.yaml': sealed('{encryptedData: {a: AgBy}}', ', annotations: {sealedsecrets.bitnami.com/cluster-wide: "true"}'),
    },
    'high annotation',
  ],
  sealedSecret('key gone', 'spec: {encryptedData: {b: AgBz}}', 'spec: {encryptedData: {}}', 'medium secret-keys-gone'),
  sealedSecret(
    'plain value in template',
    'spec: {encryptedData: {}}',
    'spec: {encryptedData: {}, template: {data: {password: hunter2hunter2}}}',
    'high secret-readable',
  ),
  sealedSecret('goes', 'spec: {encryptedData: {}}', '', 'high needed-object-deleted'),
  sealedSecret(
    'not encrypted',
    'spec: {encryptedData: {a: AgByAbcdefAbcdefAbcdefAbcdefAbcdefAbcdefAbcdefAbcdefAbcdefAbcdefAbcdefAbcdef}}',
    'spec: {encryptedData: {a: hunter2}}',
    'high secret-readable',
  ),
  sealedSecret(
    'template type',
    'spec: {template: {type: Opaque}}',
    'spec: {template: {type: kubernetes.io/tls}}',
    'medium secret-otherwise',
  ),
  secret(
    'one value plain',
    'stringData: {b: "ENC[AES256_GCM,data:q,iv:a,tag:b,type:str]"}\nsops: {}',
    'stringData: {b: hunter2}\nsops: {}',
    'high secret-readable',
  ),
  secret(
    'recipient added',
    'stringData: {}\nsops: {age: []}',
    'stringData: {}\nsops: {age: [{recipient: age1evil}]}',
    'high secret-shared',
  ),
  secret(
    'key gone',
    'stringData: {b: "ENC[AES256_GCM,data:q,iv:a,tag:b,type:str]"}\nsops: {}',
    'stringData: {}\nsops: {}',
    'medium secret-keys-gone',
  ),
  [
    'sops: .sops.yaml recipients',
    { '.sops.yaml': 'creation_rules: [{path_regex: .*, age: age1aaa}]\n' },
    { '.sops.yaml': 'creation_rules: [{path_regex: .*, age: "age1aaa,age1evil"}]\n' },
    'medium secret-shared',
  ],
  secret('secret goes', 'stringData: {}\nsops: {}', '', 'high needed-object-deleted'),
  externalSecret(
    'remote key of another env',
    'spec: {data: [{remoteRef: {key: prod/app}}]}',
    'spec: {data: [{remoteRef: {key: dev/app}}]}',
    'high other-secret',
  ),
  externalSecret('goes', 'spec: {data: []}', '', 'high needed-object-deleted'),
  externalSecret(
    'creation policy orphan',
    'spec: {target: {}}',
    'spec: {target: {creationPolicy: Orphan}}',
    'medium secret-otherwise',
  ),
  externalSecret(
    'refresh never',
    'spec: {refreshInterval: "1h"}',
    'spec: {refreshInterval: 0}',
    'medium secret-otherwise',
  ),
  externalSecret(
    'find everything',
    'spec: {data: [{secretKey: a, remoteRef: {key: prod/app, property: a}}]}',
    'spec: {dataFrom: [{find: {name: {regexp: ".*"}}}]}',
    'medium secret-keys-gone',
    'medium secret-otherwise',
  ),
  externalSecret(
    'key dropped',
    'spec: {data: [{secretKey: b, remoteRef: {key: prod/app, property: b}}]}',
    'spec: {data: []}',
    'medium secret-keys-gone',
  ),
  clusterSecretStore(
    'vault elsewhere',
    'spec: {provider: {vault: {server: "https://a"}}}',
    'spec: {provider: {vault: {server: "https://b"}}}',
    'high store-elsewhere',
  ),
  clusterSecretStore(
    'role',
    'spec: {provider: {aws: {role: a}}}',
    'spec: {provider: {aws: {role: b}}}',
    'high store-elsewhere',
  ),
  pushSecret(
    'added',
    '',
    'spec: {selector: {secret: {name: db}}, data: [{match: {secretKey: a}}]}',
    'high secret-pushed',
  ),
  pushSecret(
    'deletionPolicy delete',
    'spec: {deletionPolicy: None}',
    'spec: {deletionPolicy: Delete}',
    'high data-unkept',
  ),
  keys(
    'a ConfigMap key that pods name',
    config('{url: a, other: b}'),
    config('{other: b}'),
    pods(),
    'high key-missing',
  ),
  keys('a ConfigMap key that nobody names', config('{url: a, other: b}'), config('{url: a}'), pods()),
  keys('an optional key', config('{url: a, other: b}'), config('{other: b}'), pods('url', ', optional: true')),
  [
    'keys: a key that pods name no more',
    { 'a.yaml': config('{url: a, other: b}'), 'p.yaml': pods() },
    { 'a.yaml': config('{other: b}'), 'p.yaml': pods('other') },
  ],
  keys(
    'a sealed key that pods name',
    sealed('{encryptedData: {password: AgBy, b: AgBz}}'),
    sealed('{encryptedData: {b: AgBz}}'),
    pods(),
    'high key-missing',
  ),
  keys(
    'a fetched key that pods name',
    fetched('{secretKey: password, remoteRef: {key: a/b}}, {secretKey: c, remoteRef: {key: a/c}}'),
    fetched('{secretKey: c, remoteRef: {key: a/c}}'),
    pods(),
    'high key-missing',
  ),
  [
    'keys: a template of a sealed secret that only names values',
    { 'a.yaml': sealed('{encryptedData: {b: AgBz}}') },
    { 'a.yaml': sealed('{encryptedData: {b: AgBz}, template: {data: {url: "db://{{ .b }}"}}}') },
  ],
]
