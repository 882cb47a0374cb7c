import { orThrow } from '@slipway/core'
import { type Model, resolveEstate } from '@slipway/model'
import { loadEstate } from '@slipway/spec'
import { inEstate, report, release, web } from '@slipway/spec/test'

const apps = {
  'apps/web/app.ts': { ...web, scale: 2, slo: { errors: '1%', p95: '300ms' } },
  'apps/web/releases/dev.json': release,
  'apps/web/releases/prod.json': release,
  'apps/shopfront/app.ts': {
    ...web,
    release: { canary: [5, 50], hold: '2m', slo: { errors: '1%', p95: '300ms' } },
    expose: { host: 'shop' },
  },
  'apps/shopfront/releases/prod.json': release,
  'apps/report/app.ts': report,
  'apps/report/releases/prod.json': release,
}

/** A rolling app in two clusters, a canary and a cron in one. */
export const anEstate = (): Promise<Model> =>
  inEstate(apps, async (root) => resolveEstate(orThrow(await loadEstate(root))))
