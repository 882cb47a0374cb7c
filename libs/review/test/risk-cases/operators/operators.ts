import { casesOf, gone, type RiskCase } from '../../risk-case.ts'

const database = casesOf('rds.aws.upbound.io/v1beta1 Instance')
const ack = casesOf('s3.services.k8s.aws/v1alpha1 Bucket')
const kept = casesOf('s3.services.k8s.aws/v1alpha1 Bucket', ', annotations: {services.k8s.aws/deletion-policy: retain}')
const pool = casesOf('karpenter.sh/v1 NodePool')
const nodeClass = casesOf('karpenter.k8s.aws/v1 EC2NodeClass')
const node = casesOf('v1 Node')
const issuer = casesOf('cert-manager.io/v1 ClusterIssuer')
const certificate = casesOf('cert-manager.io/v1 Certificate')
const secret = casesOf('external-secrets.io/v1 ExternalSecret')
const store = casesOf('external-secrets.io/v1 ClusterSecretStore')
const unknown = 'low not-known'
const olm = casesOf('operators.coreos.com/v1alpha1 Subscription')
const subscription = (channel: string, approval: string) =>
  `spec: {channel: ${channel}, name: op, source: redhat, sourceNamespace: m, installPlanApproval: ${approval}}`

/** What operators make, keep and delete. */
export const operatorRiskCases: readonly RiskCase[] = [
  database(
    'is kept no more',
    'spec: {deletionPolicy: Orphan}',
    'spec: {deletionPolicy: Delete}',
    'high outside-kept-no-more',
  ),
  database(
    'is kept no more, by a field that goes',
    'spec: {deletionPolicy: Orphan, a: b}',
    'spec: {a: b}',
    'high outside-kept-no-more',
  ),
  database('is kept from now on', 'spec: {deletionPolicy: Delete}', 'spec: {deletionPolicy: Orphan}', unknown),
  database(
    'management without and with Delete',
    'spec: {managementPolicies: [Observe, Update]}',
    'spec: {managementPolicies: ["*"]}',
    'high outside-kept-no-more',
  ),
  database(
    'unprotected',
    'spec: {forProvider: {deletionProtection: true}}',
    'spec: {forProvider: {deletionProtection: false}}',
    'high outside-unprotected',
  ),
  database(
    'unprotected, by a field that goes',
    'spec: {forProvider: {a: b, deletionProtection: true}}',
    'spec: {forProvider: {a: b}}',
    'high outside-unprotected',
  ),
  database(
    'without a last snapshot',
    'spec: {forProvider: {a: b}}',
    'spec: {forProvider: {a: b, skipFinalSnapshot: true}}',
    'high outside-unprotected',
  ),
  database(
    'protected',
    'spec: {forProvider: {a: b}}',
    'spec: {forProvider: {a: b, deletionProtection: true}}',
    unknown,
  ),
  database(
    'another region',
    'spec: {forProvider: {region: a}}',
    'spec: {forProvider: {region: b}}',
    'high outside-moved',
  ),
  database(
    'larger',
    'spec: {forProvider: {instanceClass: a}}',
    'spec: {forProvider: {instanceClass: b}}',
    'medium machine-other',
  ),
  database('goes', 'spec: {forProvider: {a: b}}', '', 'high outside-deleted'),
  database('goes and stays there', 'spec: {deletionPolicy: Orphan}', '', 'medium outside-left'),
  database('is new', '', 'spec: {forProvider: {a: b}}', unknown),
  ack('goes', 'spec: {a: b}', '', 'high outside-deleted'),
  kept('goes, and is retained', 'spec: {a: b}', '', 'medium outside-left'),
  gone('postgresql.cnpg.io/v1 Cluster', 'high database-deleted'),
  gone('kafka.strimzi.io/v1beta2 KafkaTopic', 'high database-deleted'),
  gone('velero.io/v1 Schedule', 'high backups-end'),
  gone('example.com/v1 PostgreSQLInstance', 'medium unknown-end'),
  casesOf('example.com/v1 Thing')('is new', '', 'spec: {a: b}', unknown),

  pool('fewer nodes', 'spec: {limits: {cpu: 10}}', 'spec: {limits: {cpu: 5}}', 'medium fewer-nodes'),
  pool(
    'all at once',
    'spec: {disruption: {budgets: [{nodes: 10%}]}}',
    'spec: {disruption: {budgets: [{nodes: 100%}]}}',
    'high all-nodes-at-once',
  ),
  pool(
    'some more at once',
    'spec: {disruption: {budgets: [{nodes: 10%}]}}',
    'spec: {disruption: {budgets: [{nodes: 20%}]}}',
    'medium nodes-disrupted',
  ),
  pool(
    'a taint',
    'spec: {template: {spec: {taints: []}}}',
    'spec: {template: {spec: {taints: [{key: a, effect: NoSchedule}]}}}',
    'medium nodes-replaced',
  ),
  pool(
    'for an hour',
    'spec: {template: {spec: {expireAfter: 720h}}}',
    'spec: {template: {spec: {expireAfter: 1h}}}',
    'medium nodes-younger',
  ),
  pool(
    'for longer than the 720h of nothing said',
    'spec: {template: {spec: {taints: []}}}',
    'spec: {template: {spec: {taints: [], expireAfter: 1440h}}}',
    'medium nodes-replaced',
  ),
  pool(
    'for ever',
    'spec: {template: {spec: {expireAfter: 720h}}}',
    'spec: {template: {spec: {expireAfter: Never}}}',
    'medium nodes-replaced',
  ),
  pool('goes', 'spec: {limits: {cpu: 10}}', '', 'high nodes-gone'),
  nodeClass(
    'without a token',
    'spec: {metadataOptions: {httpTokens: required}}',
    'spec: {metadataOptions: {httpTokens: optional}}',
    'high node-metadata-open',
  ),
  nodeClass(
    'from pods',
    'spec: {metadataOptions: {httpPutResponseHopLimit: 1}}',
    'spec: {metadataOptions: {httpPutResponseHopLimit: 2}}',
    'high node-metadata-open',
  ),
  nodeClass(
    'every image',
    'spec: {amiSelectorTerms: [{alias: al2023@v1}]}',
    'spec: {amiSelectorTerms: [{alias: al2023@latest}]}',
    'medium node-image-moves',
  ),
  nodeClass(
    'another image',
    'spec: {amiSelectorTerms: [{alias: al2023@v1}]}',
    'spec: {amiSelectorTerms: [{alias: al2023@v2}]}',
    'medium nodes-replaced',
  ),
  node('evicts', 'spec: {taints: []}', 'spec: {taints: [{key: a, effect: NoExecute}]}', 'high pods-evicted'),
  node('takes none', 'spec: {a: b}', 'spec: {a: b, unschedulable: true}', 'medium node-closed'),

  issuer(
    'of a staging authority',
    'spec: {acme: {server: https://acme-v02.example}}',
    'spec: {acme: {server: https://acme-staging-v02.example}}',
    'high staging-signer',
  ),
  issuer('of another', 'spec: {ca: {secretName: a}}', 'spec: {ca: {secretName: b}}', 'medium other-signer'),
  issuer('goes', 'spec: {ca: {secretName: a}}', '', 'medium signer-gone'),
  certificate('a name less', 'spec: {dnsNames: [a.b.c, d.b.c]}', 'spec: {dnsNames: [a.b.c]}', 'high names-uncertified'),
  certificate('one name for several', 'spec: {dnsNames: [a.b.c]}', 'spec: {dnsNames: ["*.b.c"]}'),
  certificate('a name more', 'spec: {dnsNames: [a.b.c]}', 'spec: {dnsNames: [a.b.c, d.b.c]}'),
  certificate('another Secret', 'spec: {secretName: a}', 'spec: {secretName: b}', 'high certificate-elsewhere'),
  certificate(
    'a staging issuer',
    'spec: {issuerRef: {name: le}}',
    'spec: {issuerRef: {name: le-staging}}',
    'high staging-signer',
  ),
  certificate('another issuer', 'spec: {issuerRef: {name: a}}', 'spec: {issuerRef: {name: b}}', 'medium other-signer'),
  certificate('goes', 'spec: {secretName: a}', '', 'medium certificate-unrenewed'),
  secret('another name', 'spec: {target: {name: a}}', 'spec: {target: {name: b}}', 'high secret-elsewhere'),
  secret(
    'ends with its source',
    'spec: {target: {deletionPolicy: Retain}}',
    'spec: {target: {deletionPolicy: Delete}}',
    'medium secret-ends-with-source',
  ),
  store('for everybody', 'spec: {a: b, conditions: [{namespaces: [a]}]}', 'spec: {a: b}', 'high store-open'),
  store('for some', 'spec: {a: b}', 'spec: {a: b, conditions: [{namespaces: [a]}]}'),
  store('goes', 'spec: {a: b}', '', 'high store-gone'),
  nodeClass('another role', 'spec: {role: node}', 'spec: {role: admin}', 'high node-rights', 'medium nodes-replaced'),
  nodeClass(
    'on the internet',
    'spec: {role: node}',
    'spec: {role: node, associatePublicIPAddress: true}',
    'high nodes-public',
    'medium nodes-replaced',
  ),
  olm('another channel', subscription('stable', 'Manual'), subscription('alpha', 'Manual'), 'medium operator-other'),
  olm(
    'nobody is asked',
    subscription('stable', 'Manual'),
    subscription('stable', 'Automatic'),
    'medium version-floats',
  ),
  olm('is new', '', subscription('stable', 'Manual'), 'medium operator-installed'),
  gone('operators.coreos.com/v1alpha1 Subscription', 'medium operator-left'),
]
