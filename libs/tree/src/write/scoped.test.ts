import { expect, it } from 'vitest'
import { header, jsonText } from '../render/header.ts'
import { appScope } from '../render/path.ts'
import { desiredOf } from './desired-tree.ts'
import type { Disk } from './disk.ts'
import { scoped } from './scoped.ts'
import type { Listing } from './scan.ts'

const of = (app: string): string => `${header(`apps/${app}/app.ts`)}\nResources: {}\n`
const desired = desiredOf(
  new Map([
    ['aws/1/eu/repository-web.yaml', of('web')],
    ['aws/1/eu/repository-needs-web.yaml', of('needs-web')],
    ['aws/1/eu/prod-function-web/main.tf.json', jsonText('apps/web/app.ts', {}, 'main.tf.json')],
    ['aws/1/role-images.yaml', header('fleet/fleet.ts')],
    ['clusters/dev/shop/web/service-web.yaml', of('web')],
  ]),
)
/** Of earlier runs, which nobody makes any more; and a person's own. */
const left: Readonly<Record<string, string>> = {
  'aws/1/eu/prod-needs-web.yaml': of('web'),
  'aws/1/eu/prod-needs-needs-web.yaml': of('needs-web'),
  'aws/1/eu/topics-web.yaml': 'Resources: {}\n',
}
const disk = { read: (file: string) => Buffer.from(left[file] ?? '') } as unknown as Disk
const files = new Map(Object.entries(left).map(([file, text]) => [file, { ours: text.startsWith('#') }]))
const actual = { files } as unknown as Listing

it('takes the files that an app makes or made, and none of an app whose name ends alike', () => {
  const within = scoped(appScope('web'), disk, desired, actual) ?? (() => true)
  expect([...desired.hashes.keys(), ...files.keys()].filter(within)).toEqual([
    'aws/1/eu/repository-web.yaml',
    'aws/1/eu/prod-function-web/main.tf.json',
    'clusters/dev/shop/web/service-web.yaml',
    'aws/1/eu/prod-needs-web.yaml',
  ])
})

it('is none without a scope', () => {
  expect(scoped(undefined, disk, desired, actual)).toBeUndefined()
})
