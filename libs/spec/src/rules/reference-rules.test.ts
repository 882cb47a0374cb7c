import { describe, expect, it } from 'vitest'
import { report, toldOf, web } from '../../test/temporary-estate.ts'

const sidecar = { name: 'gate', image: `acme/gate@sha256:${'a'.repeat(64)}`, cpu: '100m', memory: '64Mi' }
const secrets = { DB_PASSWORD: 'web/db#password' }

describe('variables that name others', () => {
  it.each<[object, ...string[]]>([
    [{ env: { URL: 'postgres://web:$(DB_PASSWORD)@$(DB_HOST)/web', DB_HOST: 'db' }, secrets }],
    [{ env: { AT: '$(POD_IP):$(PORT)', LIMIT: { from: 'memory' }, OPTS: '-m $(LIMIT)', DAY: '$(date +%F)' } }],
    [{ env: { SITE_URL: 'https://shop.$(DOMAIN)', DOMAIN: { from: 'domain' } } }],
    [
      { ...report, env: { AT: '$(PORT)' } },
      'env.AT [unknown-variable] use one of: APP_ENV, APP_NAME, APP_VERSION, AT, DRAIN_SECONDS, POD_IP, POD_NAME',
    ],
    [{ port: 'x', env: { AT: '$(PORT)' } }, 'port [invalid-value] correct "port"'],
    [{ env: { DOMAIN: { from: 'account' } } }, 'env.DOMAIN.from [invalid-value] correct "env.DOMAIN.from"'],
    [{ env: { AT: '$(UPLOADS_BUCKET)' }, needs: { bucket: { uploads: {} } } }],
    [{ sidecars: [{ ...sidecar, env: { TO: '$(KEY)' }, secrets: { KEY: 'gate/oidc#key' } }] }],
    [{ env: { URL: '$(DB_PASWORD)' }, secrets }, 'env.URL [unknown-variable] did you mean "DB_PASSWORD"?'],
    [{ env: { 'site.url': '$(PRT)', B: '$(site.url)' } }, 'env."site.url" [unknown-variable] did you mean "PORT"?'],
    [{ env: { PATH: '/opt/bin:$(PATH)' } }, 'env.PATH [variable-circle] write the text of one of them out'],
    [
      { sidecars: [{ ...sidecar, env: { TO: '$(DB_PASSWORD)' } }], secrets },
      'sidecars[0].env.TO [unknown-variable] use one of: TO',
    ],
    [
      { sidecars: [{ ...sidecar, env: { KEY: 'x' }, secrets: { KEY: 'gate/oidc#key' } }] },
      'sidecars[0].secrets.KEY [duplicate-env] take one of the two out',
    ],
    [
      { env: { 'a.b': 'x' }, secrets: { 'a.b': 'web/oidc#key' } },
      'secrets."a.b" [duplicate-env] take one of the two out',
    ],
  ])('%j', async (more, ...lines) => expect(await toldOf('kind' in more ? more : { ...web, ...more })).toEqual(lines))
})
