// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, type RiskCase } from '../risk-case.ts'

const instance = casesOf('rds.aws.upbound.io/v1beta1 Instance')
const securityGroupRule = casesOf('ec2.aws.upbound.io/v1beta1 SecurityGroupRule')
const bucketPublicAccessBlock = casesOf('s3.aws.upbound.io/v1beta1 BucketPublicAccessBlock')
const bucketVersioning = casesOf('s3.aws.upbound.io/v1beta1 BucketVersioning')
const rolePolicyAttachment = casesOf('iam.aws.upbound.io/v1beta1 RolePolicyAttachment')
const role = casesOf('iam.aws.upbound.io/v1beta1 Role')
const composition = casesOf('apiextensions.crossplane.io/v1 Composition')
const compositeResourceDefinition = casesOf('apiextensions.crossplane.io/v2 CompositeResourceDefinition')
const provider = casesOf('pkg.crossplane.io/v1 Provider')
const providerConfig = casesOf('aws.upbound.io/v1beta1 ProviderConfig')
const dBInstance = casesOf('rds.services.k8s.aws/v1alpha1 DBInstance')
const bucket = casesOf('s3.services.k8s.aws/v1alpha1 Bucket')
const queue = casesOf('sqs.services.k8s.aws/v1alpha1 Queue')
const table = casesOf('dynamodb.services.k8s.aws/v1alpha1 Table')

/** An object that says which one of a cloud it is. */
const standsFor = (name: string) =>
  [
    `apiVersion: rds.aws.upbound.io/v1beta1\nkind: Instance\nmetadata: {name: web, annotations: {crossplane.io/external-name: ${name}}}\n`,
    'spec: {forProvider: {region: eu-west-1, engine: postgres, instanceClass: db.r5.large, allocatedStorage: 100, ',
    'deletionProtection: true, multiAz: true, backupRetentionPeriod: 30}}\n',
  ].join('')

/** A cloud's objects by Crossplane and ACK. */
export const cloudsRiskCases: readonly RiskCase[] = [
  instance(
    'multiAz off',
    'spec: {forProvider: {multiAz: true}}',
    'spec: {forProvider: {multiAz: false}}',
    'high data-less-safe',
  ),
  instance(
    'backups 0',
    'spec: {forProvider: {backupRetentionPeriod: 30}}',
    'spec: {forProvider: {backupRetentionPeriod: 0}}',
    'high kept-shorter',
  ),
  instance(
    'class smaller',
    'spec: {forProvider: {instanceClass: db.r5.large}}',
    'spec: {forProvider: {instanceClass: db.t3.micro}}',
    'medium machine-other',
  ),
  instance(
    'engine other',
    'spec: {forProvider: {engine: postgres}}',
    'spec: {forProvider: {engine: mysql}}',
    'high outside-moved',
  ),
  instance(
    'storage shrinks',
    'spec: {forProvider: {allocatedStorage: 100}}',
    'spec: {forProvider: {allocatedStorage: 20}}',
    'medium storage-shrinks',
  ),
  instance(
    'apply immediately',
    'spec: {forProvider: {}}',
    'spec: {forProvider: {applyImmediately: true}}',
    'medium controller-off',
  ),
  [
    'crossplane: external name',
    {
      'a.yaml': standsFor('a'),
    },
    {
      'a.yaml': standsFor('b'),
    },
    'high annotation',
  ],
  instance(
    'provider config',
    'spec: {providerConfigRef: {name: prod}}',
    'spec: {providerConfigRef: {name: dev}}',
    'high outside-moved',
  ),
  securityGroupRule(
    'world',
    'spec: {forProvider: {cidrBlocks: ["10.0.0.0/8"]}}',
    'spec: {forProvider: {cidrBlocks: ["0.0.0.0/0"]}}',
    'high words-for-all',
  ),
  bucketPublicAccessBlock(
    'off',
    'spec: {forProvider: {blockPublicAcls: true, restrictPublicBuckets: true}}',
    'spec: {forProvider: {blockPublicAcls: false, restrictPublicBuckets: false}}',
    'high checks-off',
  ),
  bucketVersioning(
    'suspended',
    'spec: {forProvider: {versioningConfiguration: [{status: Enabled}]}}',
    'spec: {forProvider: {versioningConfiguration: [{status: Suspended}]}}',
    'high backups-end',
  ),
  rolePolicyAttachment(
    'admin',
    'spec: {forProvider: {policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess"}}',
    'spec: {forProvider: {policyArn: "arn:aws:iam::aws:policy/AdministratorAccess"}}',
    'high words-for-all',
  ),
  role(
    'trust everyone',
    'spec: {forProvider: {assumeRolePolicy: "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"arn:aws:iam::1:root\\"},\\"Action\\":\\"sts:AssumeRole\\"}]}"}}',
    'spec: {forProvider: {assumeRolePolicy: "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"sts:AssumeRole\\"}]}"}}',
    'high words-for-all',
  ),
  composition(
    'resource gone from pipeline',
    'spec: {pipeline: [{input: {resources: [{name: db}, {name: bucket}]}}]}',
    'spec: {pipeline: [{input: {resources: [{name: bucket}]}}]}',
    'high composed-otherwise',
  ),
  // What it was used for stays, and is reconciled no more.
  composition('goes', 'spec: {pipeline: []}', '', 'medium unknown-end'),
  compositeResourceDefinition('goes', 'spec: {names: {}}', '', 'high outside-deleted'),
  provider('goes', 'spec: {package: "xpkg.upbound.io/upbound/provider-aws-rds:v1.0.0"}', '', 'high outside-deleted'),
  provider(
    'other registry',
    'spec: {package: "xpkg.upbound.io/upbound/provider-aws-rds:v1.0.0"}',
    'spec: {package: "evil.example/upbound/provider-aws-rds:v1.0.0"}',
    'high source-other',
  ),
  providerConfig(
    'credentials',
    'spec: {credentials: {source: IRSA}}',
    'spec: {credentials: {source: Secret, secretRef: {name: a}}}',
    'low not-known',
    'medium other-credentials',
  ),
  dBInstance(
    'publicly accessible',
    'spec: {publiclyAccessible: false}',
    'spec: {publiclyAccessible: true}',
    'high outside-unprotected',
    'high reached-outside',
  ),
  dBInstance('goes', 'spec: {engine: postgres}', '', 'high outside-deleted'),
  dBInstance('identifier', 'spec: {dbInstanceIdentifier: a}', 'spec: {dbInstanceIdentifier: b}', 'high outside-moved'),
  dBInstance('multiAZ', 'spec: {multiAZ: true}', 'spec: {multiAZ: false}', 'high data-less-safe'),
  bucket(
    'policy public',
    'spec: {policy: "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":{\\"AWS\\":\\"arn:aws:iam::1:root\\"},\\"Action\\":\\"s3:GetObject\\"}]}"}',
    'spec: {policy: "{\\"Statement\\":[{\\"Effect\\":\\"Allow\\",\\"Principal\\":\\"*\\",\\"Action\\":\\"s3:GetObject\\"}]}"}',
    'high need-opened',
  ),
  bucket(
    'encryption gone',
    'spec: {name: a, encryption: {rules: [{applyServerSideEncryptionByDefault: {sseAlgorithm: "aws:kms"}}]}}',
    'spec: {name: a}',
    'high need-unencrypted',
  ),
  queue('name', 'spec: {queueName: a}', 'spec: {queueName: b}', 'high refused'),
  table(
    'pitr',
    'spec: {continuousBackups: {pointInTimeRecoveryEnabled: true}}',
    'spec: {continuousBackups: {pointInTimeRecoveryEnabled: false}}',
    'high need-unrestorable',
  ),
]
