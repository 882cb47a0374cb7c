import { expect, it } from 'vitest'
import { inEstate, mailer, release, web } from '../../test/temporary-estate.ts'
import { loadEstate } from '../read/load-estate.ts'
import { versionIssues } from './image-versions.ts'

const later = { digest: `sha256:${'b'.repeat(64)}`, version: '1.1.0' }
const files = { 'apps/web/app.ts': web, 'apps/sms/app.ts': { ...mailer, image: { app: 'web' } } }
const at = (app: string, cluster: string) => `apps/${app}/releases/${cluster}.json`

it.each<readonly [string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['of one version', { [at('web', 'dev')]: release, [at('sms', 'dev')]: release }, []],
  ['of which one is nowhere', { [at('web', 'dev')]: release }, []],
  [
    'of two versions',
    { [at('web', 'dev')]: later, [at('sms', 'dev')]: release },
    ['apps/sms/releases/dev.json digest [image-apart] npm run release -- bump sms dev'],
  ],
  [
    'without the one that it belongs to',
    { [at('web', 'dev')]: release, [at('sms', 'dev')]: release, [at('sms', 'prod')]: release },
    [
      'apps/sms/releases/prod.json  [image-absent] release web there first, or take this file out; ' +
        'without web there, image names its repository',
    ],
  ],
])('apps of one image, %s', async (_, releases, issues) => {
  const estate = await inEstate({ ...files, ...releases }, loadEstate)
  if (!estate.ok) throw new Error(JSON.stringify(estate.issues))
  expect(versionIssues(estate.value).map((one) => `${one.file} ${one.at} [${one.code}] ${one.hint}`)).toEqual(issues)
})
