import { expect, it } from 'vitest'
import { inputOf, review } from '../review.ts'
import type { ChangedFile, FileSide } from './files.ts'

const side = (text: string | undefined): FileSide | undefined =>
  text === undefined ? undefined : { kind: 'file', executable: false, size: text.length, text }
type Texts = readonly [path: string, before: string | undefined, after: string | undefined]
const file = ([path, before, after]: Texts): ChangedFile => ({
  path: `aws/${path}`,
  before: side(before),
  after: side(after),
})
/** Who has a name already, and how bad that is. */
const taken = (...files: readonly Texts[]): readonly string[] =>
  review(inputOf(new Map(), new Map(), { files: files.map(file), isEstate: true })).files.flatMap(({ risks }) =>
    risks.flatMap((risk) => (risk.code === 'name-taken' ? [`${risk.level} ${risk.data.by} ${risk.data.other}`] : [])),
  )

const template = (...resources: readonly string[]) =>
  `Resources:\n  Other: {Type: AWS::SNS::Topic}\n${resources.join('')}`
const resource = (id: string, type: string, name: string, more = '') =>
  `  ${id}: {Type: AWS::${type}, Properties: {${name}}${more}}\n`
const kept = ', DeletionPolicy: Retain'
const queue = (id = 'Q', more = kept) => resource(id, 'SQS::Queue', 'QueueName: orders', more)
const [here, there] = ['1/eu-west-1/a.yaml', '1/eu-west-1/b.yaml'] as const
/** A resource that leaves one stack, and one that comes to another. */
const moves = (was: string, is: string, from: string = here, to: string = there): readonly Texts[] => [
  [from, template(was), template()],
  [to, undefined, template(is)],
]

it.each<[what: string, files: readonly Texts[], ...told: readonly string[]]>([
  ['a queue that AWS keeps', moves(queue(), queue()), `high kept aws/${here} Q`],
  ['one that its stack deletes', moves(queue('Q', ''), queue()), `medium other-stack aws/${here} Q`],
  [
    'another id in one stack',
    [[here, template(queue('Q', '')), template(queue('R', ''))]],
    `high same-stack aws/${here} Q`,
  ],
  [
    'a stack that goes',
    [
      [here, template(queue()), undefined],
      [there, undefined, template(queue())],
    ],
    `high kept aws/${here} Q`,
  ],
  ['another name', moves(queue(), resource('Q', 'SQS::Queue', 'QueueName: other'))],
  [
    'a name that AWS makes up',
    moves(resource('Q', 'SQS::Queue', 'DelaySeconds: 1', kept), resource('Q', 'SQS::Queue', 'DelaySeconds: 1')),
  ],
  ['another kind of the name', moves(queue(), resource('Q', 'SNS::Topic', 'TopicName: orders'))],
  ['another region', moves(queue(), queue(), here, '1/us-east-1/b.yaml')],
  ['another account', moves(queue(), queue(), here, '2/eu-west-1/b.yaml')],
  [
    'a bucket, which is there once in the world',
    moves(
      resource('B', 'S3::Bucket', 'BucketName: b', kept),
      resource('B', 'S3::Bucket', 'BucketName: b'),
      here,
      '2/us-east-1/b.yaml',
    ),
    `high kept aws/${here} B`,
  ],
  [
    'a role, which is there once in an account',
    moves(
      resource('R', 'IAM::Role', 'RoleName: r', kept),
      resource('R', 'IAM::Role', 'RoleName: r'),
      here,
      '1/us-east-1/b.yaml',
    ),
    `high kept aws/${here} R`,
  ],
  [
    'what stays where it is',
    [[here, template(queue()), template(queue(), resource('B', 'S3::Bucket', 'BucketName: b'))]],
  ],
])('%s', (_, files, ...told) => expect(taken(...files)).toEqual(told))
