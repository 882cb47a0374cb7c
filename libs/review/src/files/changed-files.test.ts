import { expect, it } from 'vitest'
import { inputOf, review } from '../review.ts'
import type { ChangedFile, FileSide } from './files.ts'

const side = (text: string): FileSide => ({ kind: 'file', executable: false, size: text.length, text })
const file = (path: string, before: string | undefined, after: string): ChangedFile => ({
  path,
  before: before === undefined ? undefined : side(before),
  after: side(after),
})
const repository = (principals: string, action = 'ecr:BatchGetImage', more = '') =>
  `Resources:\n  Images:\n    Type: AWS::ECR::Repository\n    Properties:\n      RepositoryName: cart\n      RepositoryPolicyText: {Statement: [{Effect: Allow, Principal: ${principals}, Action: ['${action}']${more}}]}\n`
const root = (account: string) => `{Fn::Sub: 'arn:\${AWS::Partition}:iam::${account}:root'}`
const ours = repository(`{AWS: [${root('222233334444')}]}`)
const aws = (text: string) => file('aws/111122223333/eu-west-1/repository-cart.yaml', undefined, text)
const owners = '* @acme/platform\n'
const claim = file('.github/CODEOWNERS', owners, `${owners}/apps/cart/ @acme/shop\n`)
const spec = file('apps/cart/app.ts', undefined, 'export default {}\n')

/** High risks of files, by code. */
const high = (...files: readonly ChangedFile[]): readonly string[] =>
  review(inputOf(new Map(), new Map(), { files, isEstate: true, accounts: new Set(['222233334444']) })).files.flatMap(
    ({ risks }) => risks.filter(({ level }) => level === 'high').map(({ code }) => code),
  )

it.each<[string, readonly ChangedFile[], readonly string[]]>([
  ['a new app that its team owns, with its images', [claim, spec, aws(ours)], []],
  ['an app that was there', [claim, file('apps/cart/app.ts', 'a', 'b')], ['owner-lost', 'owner-gained']],
  [
    'an app of which another file was there',
    [claim, spec, file('apps/cart/x.ts', 'a', 'b')],
    ['owner-lost', 'owner-gained'],
  ],
  ['a folder without a spec', [claim, file('apps/cart/x.ts', undefined, 'b')], ['owner-lost', 'owner-gained']],
  ['images for another account', [aws(repository(`{AWS: [${root('999988887777')}]}`))], ['trust-widened']],
  ['images for everybody', [aws(repository("'*'"))], ['trust-widened']],
  ['a user of an account', [aws(ours.replace(':root', ':user/a'))], ['trust-widened']],
  ['a service besides', [aws(repository(`{AWS: [${root('222233334444')}], Service: a}`))], ['trust-widened']],
  ['rights to push', [aws(repository(`{AWS: [${root('222233334444')}]}`, 'ecr:PutImage'))], ['trust-widened']],
  [
    'another statement besides',
    [aws(ours.replace('[{Effect', "[{Effect: Allow, Principal: '*', Action: 'ecr:BatchGetImage'}, {Effect"))],
    ['trust-widened', 'trust-widened'],
  ],
])('%s', (_, files, codes) => expect(high(...files)).toEqual(codes))
