import { table } from '../../../test/case.ts'
import { add, set } from '../../../test/fixture.ts'
import { object } from '../../../test/fixture-app.ts'
import { secretLiteral } from './secret-literal.ts'

const env = 'spec.template.spec.containers[0].env'
const awsKey = `AKIA${'IOSFODNN7EXAMPLE'}`

table(secretLiteral, [
  {
    name: 'a Secret',
    change: add('shop/web', object('v1', 'Secret', 'shop', 'web', { stringData: {} })),
    says: ['secret-web kind: a Secret; an ExternalSecret: a Secret in git is no secret'],
    alone: true,
  },
  {
    name: 'a variable',
    change: set('rollout-web', `${env}[0]`, { name: 'DB_PASSWORD', value: 'x' }),
    says: [`rollout-web ${env}[0].value: text that looks like the value of DB_PASSWORD; no secret in git`],
  },
  {
    name: 'a ConfigMap',
    change: set('configmap-web-config', 'data."aws.txt"', awsKey),
    says: ['configmap-web-config data."aws.txt": text that looks like an AWS access key; no secret in git'],
  },
  {
    name: 'a command',
    change: set('rollout-web', 'spec.template.spec.containers[0].args', ['--db', `postgres://me:${'secret'}@db/x`]),
    says: [
      'rollout-web spec.template.spec.containers[0].args[1]: text that looks like a password in a URL; no secret in git',
    ],
  },
])
