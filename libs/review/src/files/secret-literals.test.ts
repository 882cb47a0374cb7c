import { describe, expect, it, test } from 'vitest'
import { judgedAws, toldAws } from '../../test/judged-aws.ts'
import { isSecretProperty, secretLiterals } from './secret-literals.ts'

/**
 * Properties that the published schemas of CloudFormation list under `writeOnlyProperties` (as cfn-lint 1.58 has them),
 * and whether what stands there is a secret: a schema lists there all that is never read back.
 */
const secret =
  'ServiceAccountPassword AccessToken OauthToken AccountPassword Password ApiKey Token SecretToken SaslPassword SslClientKeyPassword AsmPassword AuthPassword SecretKey ClientSecret AdminUserPassword PreSharedKey AuthToken Passwords ApiKeyValue SvmAdminPassword AddPrivateKey PrivateKey ProcurementPortalSharedSecret AccessKey MasterUserPassword TdeCredentialPassword DomainSigningPrivateKey SecretString AuthorizationApiKeyValue HostKeyBody'
const none =
  'RouteKey KmsEncryptionKey ClientToken CaCertificatesBundleS3Key RemovePrivateKey S3Key KmsKey PublicKey SsoTagKeys GenerateSecretString EngineVersion TemplateArn CertificateSigningRequest Users BodyS3Location CredentialsArn DeletionProtectionCheck'

it.each(secret.split(' '))('%s takes a secret', (name) => expect(isSecretProperty(name)).toBe(true))
it.each(none.split(' '))('%s takes none', (name) => expect(isSecretProperty(name)).toBe(false))

const of = (type: string, properties: string) =>
  `Resources:\n  Other: {Type: "AWS::SNS::Topic"}\n  A: {Type: "AWS::${type}", Properties: {${properties}}}\n`
const nothing = 'Resources:\n  Other: {Type: "AWS::SNS::Topic"}\n'
const fetched = '"{{resolve:secretsmanager:prod/orders:SecretString:password}}"'

const told = (before: string, after: string) =>
  toldAws(before, after).filter((one) => one === 'high secret-literal').length

describe('a secret in a template, in a new resource and in one that was there', () => {
  it.each<[what: string, type: string, properties: string, found: number]>([
    ['a password', 'RDS::DBInstance', 'MasterUserPassword: hunter2-x', 1],
    ['a password of digits', 'RDS::DBInstance', 'MasterUserPassword: 12345678', 1],
    ['one that is fetched', 'RDS::DBInstance', `MasterUserPassword: ${fetched}`, 0],
    ['one of Parameter Store', 'RDS::DBInstance', 'MasterUserPassword: "{{resolve:ssm-secure:/a/b:1}}"', 0],
    ['one that is given', 'RDS::DBInstance', 'MasterUserPassword: {Ref: Password}', 0],
    ['one that AWS makes', 'RDS::DBInstance', 'ManageMasterUserPassword: true', 0],
    ['words that Sub joins', 'RDS::DBInstance', 'MasterUserPassword: {"Fn::Sub": hunter2-x}', 1],
    ['Sub of a parameter', 'RDS::DBInstance', 'MasterUserPassword: {"Fn::Sub": "${Password}"}', 0],
    ['words that Join joins', 'RDS::DBInstance', 'MasterUserPassword: {"Fn::Join": ["-", [hunter2, x]]}', 1],
    ['Join of a fetched one', 'RDS::DBInstance', `MasterUserPassword: {"Fn::Join": ["", [${fetched}]]}`, 0],
    ['a list of them', 'ElastiCache::User', 'Passwords: [hunter2-x, hunter3-x]', 2],
    [
      'deep within',
      'Events::Connection',
      'AuthParameters: {BasicAuthParameters: {Username: a, Password: hunter2-x}}',
      1,
    ],
    ['of a broker', 'AmazonMQ::Broker', 'Users: [{Username: a, Password: hunter2-x}]', 1],
    ['of a login', 'Cognito::UserPoolIdentityProvider', 'ProviderDetails: {client_secret: hunter2-x}', 1],
    [
      'a secret that is made',
      'SecretsManager::Secret',
      'GenerateSecretString: {GenerateStringKey: password, PasswordLength: 32}',
      0,
    ],
    ['a secret that is written', 'SecretsManager::Secret', 'SecretString: hunter2-x', 1],
    ['a variable of a function', 'Lambda::Function', 'Environment: {Variables: {DB_PASSWORD: hunter2-x}}', 1],
    ['the name of a secret', 'Lambda::Function', 'Environment: {Variables: {DB_SECRET: prod/orders/db}}', 0],
    [
      'a variable of a task',
      'ECS::TaskDefinition',
      'ContainerDefinitions: [{Environment: [{Name: API_KEY, Value: hunter2-x}]}]',
      1,
    ],
    [
      'a variable that is fetched',
      'CodeBuild::Project',
      'Environment: {EnvironmentVariables: [{Name: API_KEY, Type: SECRETS_MANAGER, Value: prod-key}]}',
      0,
    ],
    [
      'where it is, not what',
      'ECS::TaskDefinition',
      'ContainerDefinitions: [{Secrets: [{Name: API_KEY, ValueFrom: "arn:aws:x"}]}]',
      0,
    ],
    ['a key of AWS anywhere', 'EC2::Instance', 'UserData: "export X=AKIAIOSFODNN7EXAMPLE"', 1],
    ['a token that tells requests apart', 'Grafana::Workspace', 'ClientToken: abc', 0],
    ['a key of KMS', 'S3::Bucket', 'KmsEncryptionKey: "arn:aws:kms:eu-west-1:1:key/2"', 0],
  ])('%s', (_, type, properties, found) => {
    expect(told(nothing, of(type, properties))).toBe(found)
    expect(told(of(type, 'Tags: []'), of(type, properties))).toBe(found)
    expect(told(of(type, properties), of(type, properties))).toBe(0)
    expect(told(of(type, properties), nothing)).toBe(0)
  })

  it('a hidden parameter of a template that has a default', () => {
    const parameter = (more: string) => `Parameters: {Word: {Type: String${more}}}\nResources: {}\n`
    expect(told(parameter(''), parameter(', NoEcho: true, Default: hunter2-x'))).toBe(1)
    expect(told(parameter(''), parameter(', NoEcho: true'))).toBe(0)
    expect(told(parameter(''), parameter(', Default: hunter2-x'))).toBe(0)
  })
})

test.each([
  ['comes', 'Port: "1"', 'Port: "1", MasterUserPassword: hunter2-x'],
  ['is another', 'MasterUserPassword: hunter2-x', 'MasterUserPassword: hunter3-x'],
  ['goes', 'MasterUserPassword: hunter2-x', 'Port: "1"'],
  ['is fetched from now on', 'MasterUserPassword: hunter2-x', `MasterUserPassword: ${fetched}`],
  ['comes deep within', 'Port: "1"', 'Auth: {Basic: {User: a, Password: hunter2-x}}'],
  ['is another deep within', 'Auth: {Basic: {Password: hunter2-x}}', 'Auth: {Basic: {Password: hunter3-x}}'],
  ['comes in a list', 'Passwords: []', 'Passwords: [hunter2-x]'],
  ['is another in a list', 'Passwords: [hunter2-x]', 'Passwords: [hunter3-x]'],
])('what a report says has no value of a secret that %s', (_, was, is) => {
  const found = judgedAws(of('RDS::DBInstance', was), of('RDS::DBInstance', is))
  expect(found).not.toEqual([])
  expect(JSON.stringify(found)).not.toContain('hunter')
})

test('a template as deep as a stack is read to its end, and no further', () => {
  let value: unknown = { Password: 'hunter2-x' }
  for (let i = 0; i < 10_000; i++) value = [value]
  expect(secretLiterals(value, 'A').size).toBe(0)
  expect([...secretLiterals({ a: { Password: 'hunter2-x' } }, 'A').keys()]).toEqual(['A.a.Password'])
})
