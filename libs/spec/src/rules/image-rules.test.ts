import { describe, expect, it } from 'vitest'
import { inEstate, mailer, told, web } from '../../test/temporary-estate.ts'
import { repositoryOf } from '../read/image-app.ts'
import type { AppSource } from '../read/read-app.ts'
import { loadEstate } from '../read/load-estate.ts'

const sms = { ...mailer, image: { app: 'web' } }
const own = { 'apps/web/app.ts': web }
const hook = {
  kind: 'function',
  team: 'shop',
  image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/hook',
  memory: '256Mi',
  schedule: '0 3 * * *',
} as const

describe('an app runs the image of another', () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['of its team', { ...own, 'apps/sms/app.ts': sms }, []],
    [
      'in one environment alone',
      { ...own, 'apps/sms/app.ts': { ...mailer, image: 'quay.io/acme/sms', in: { dev: { image: { app: 'web' } } } } },
      [],
    ],
    [
      'that nobody has',
      { ...own, 'apps/sms/app.ts': { ...sms, image: { app: 'wep' } } },
      ['apps/sms/app.ts: image [image-unknown] did you mean "web"?'],
    ],
    [
      'that nobody has, in one environment',
      { ...own, 'apps/sms/app.ts': { ...sms, in: { prod: { image: { app: 'wep' } } } } },
      ['apps/sms/app.ts: in.prod.image [image-unknown] did you mean "web"?'],
    ],
    [
      'itself',
      { 'apps/sms/app.ts': { ...sms, image: { app: 'sms' } } },
      ['apps/sms/app.ts: image [image-self] take it out: an app runs its own image by default'],
    ],
    [
      'that runs a third one',
      { ...own, 'apps/sms/app.ts': sms, 'apps/beat/app.ts': { ...sms, image: { app: 'sms' } } },
      ['apps/beat/app.ts: image [image-chain] write { app: "web" }'],
    ],
    [
      'in a circle',
      { 'apps/web/app.ts': { ...web, image: { app: 'sms' } }, 'apps/sms/app.ts': sms },
      [
        'apps/sms/app.ts: image [image-chain] take image out here or in apps/web: one of the two has to have it',
        'apps/web/app.ts: image [image-chain] take image out here or in apps/sms: one of the two has to have it',
      ],
    ],
    [
      'of another team',
      { ...own, 'apps/sms/app.ts': { ...sms, team: 'finance' } },
      [
        'apps/sms/app.ts: image [image-of-team] name its repository in place of the app, and bring each image by a release of your own',
      ],
    ],
    [
      'that is a function',
      { 'apps/hook/app.ts': hook, 'apps/sms/app.ts': { ...sms, image: { app: 'hook' } } },
      ['apps/sms/app.ts: image [image-of-function] name another app, or give it an image of its own'],
    ],
    [
      'as a function',
      { ...own, 'apps/hook/app.ts': { ...hook, image: { app: 'web' } } },
      ['apps/hook/app.ts: image [invalid-value] correct "image"'],
    ],
    [
      'for other processors',
      { ...own, 'apps/sms/app.ts': { ...sms, architectures: ['amd64', 'arm64'] } },
      [
        'apps/sms/app.ts: architectures [image-architecture] say architectures: ["amd64"], ' +
          'or build the image for it and say so in apps/web',
      ],
    ],
    [
      'for processors that the other says and it does not',
      { 'apps/web/app.ts': { ...web, architectures: ['arm64'] }, 'apps/sms/app.ts': sms },
      [
        'apps/sms/app.ts: architectures [image-architecture] say architectures: ["arm64"], ' +
          'or build the image for it and say so in apps/web',
      ],
    ],
    [
      'with a tag',
      { ...own, 'apps/sms/app.ts': { ...sms, image: { app: 'web', tag: '1.2' } } },
      ['apps/sms/app.ts: image.tag [unknown-field] take "tag" out'],
    ],
  ])('%s', async (_, files, issues) => {
    expect(await told(files)).toEqual(issues)
  })
})

it.each([
  ['its own, by default', {}, 'web', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web'],
  ['the other app', {}, 'sms', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web'],
  ['the repository that the other app names', { image: 'quay.io/acme/airflow' }, 'sms', 'quay.io/acme/airflow'],
] as const)('an image is pulled from the repository of %s', async (_, given, app, repository) => {
  const files = { 'apps/web/app.ts': { ...web, ...given }, 'apps/sms/app.ts': sms }
  const estate = await inEstate(files, loadEstate)
  if (!estate.ok) throw new Error(JSON.stringify(estate.issues))
  const { apps, fleet } = estate.value
  const named = (name: string) => apps.find((one) => one.name === name)
  expect(fleet.clusters.map((cluster) => repositoryOf(named(app) as AppSource, cluster, named))).toEqual([
    repository,
    repository,
  ])
})
