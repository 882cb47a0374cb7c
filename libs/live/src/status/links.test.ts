import type { Cluster } from '@slipway/fleet'
import { loadEstate } from '@slipway/spec'
import { inEstate, release, web } from '@slipway/spec/test'
import { orThrow } from '@slipway/core'
import { resolveEstate } from '@slipway/model'
import { expect, it } from 'vitest'
import { placeOf } from '../place.ts'
import { linksOf } from './links.ts'

const files = { 'apps/web/app.ts': { ...web, scale: 2 }, 'apps/web/releases/dev.json': release }

it('traces are linked where the cluster keeps some', async () => {
  const namesOf = (tracing: Cluster['tracing']) =>
    inEstate(files, async (root) => {
      const { fleet, apps } = orThrow(await loadEstate(root))
      const place = orThrow(placeOf(resolveEstate({ fleet, apps }), 'web', 'dev'))
      return linksOf({ ...place, cluster: { ...place.cluster, tracing } }, fleet).map(({ name }) => name)
    })
  expect(await namesOf({ to: 'xray' })).toContain('traces')
  expect(await namesOf(undefined)).not.toContain('traces')
})

it.each([
  ['https://git.acme.example/slipway.git', 'https://git.acme.example/slipway'],
  ['git@github.com:acme/slipway.git', 'https://github.com/acme/slipway'],
  ['file:///srv/slipway.git', undefined],
])('%s is linked as people read it: %s', async (url, page) => {
  const links = await inEstate(files, async (root) => {
    const { fleet, apps } = orThrow(await loadEstate(root))
    const named = { ...fleet, repository: { ...fleet.repository, url } }
    return linksOf(orThrow(placeOf(resolveEstate({ fleet: named, apps }), 'web', 'dev')), named)
  })
  expect(links).toEqual(
    page === undefined
      ? []
      : [
          { name: 'releases', url: `${page}/blob/main/apps/web/releases/dev.json` },
          { name: 'runbooks', url: `${page}/blob/main/docs/runbooks/README.md` },
        ],
  )
})
