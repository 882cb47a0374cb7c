import { describe, expect, it } from 'vitest'
import { loadEstate } from './load-estate.ts'
import { inEstate, told, toldOf, web } from '../../test/temporary-estate.ts'

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl'
const store = (name: string) =>
  `put it in the secret store and refer to it: secrets: { ${name}: "name/of/the/secret#key" }`
const config = (text: string) => ({
  'apps/web/app.ts': { ...web, files: { '/etc/a': 'config/a' } },
  'apps/web/config/a': text,
})

describe('a literal that looks like a secret', () => {
  it.each([
    ['AWS_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['SESSION', jwt],
    ['CERT', '-----BEGIN EC PRIVATE KEY-----\nx'],
    ['DB_PASSWORD', 'hunter2'],
    ['DB_URL', 'postgres://web:hunter2@db/web'],
    ['CACHE', 'redis://:hunter2@cache'],
    ['PLAIN', 'kD93nfKs0aLq27XnbGvR5tWyZ1mPc8Qe'],
  ])('%s: %s', async (name, value) => {
    expect(await toldOf({ ...web, env: { [name]: value } })).toEqual([`env.${name} [literal-secret] ${store(name)}`])
  })

  it('is not repeated where a reference to it belongs', async () => {
    const estate = await inEstate({ 'apps/web/app.ts': { ...web, secrets: { DB: 'hunter2' } } }, loadEstate)
    expect(estate.ok ? [] : estate.issues.map((i) => [i.at, i.code])).toEqual([['secrets.DB', 'invalid-value']])
    expect(JSON.stringify(estate)).not.toContain('hunter2')
  })

  it('is found in a command and in a sidecar too, and is never repeated', async () => {
    const sidecar = {
      name: 'log',
      image: `acme/log@sha256:${'a'.repeat(64)}`,
      cpu: '10m',
      memory: '32Mi',
      env: { API_KEY: 'hunter2' },
    }
    const estate = await inEstate(
      { 'apps/web/app.ts': { ...web, command: ['run', '--db-password=hunter2'], sidecars: [sidecar] } },
      loadEstate,
    )
    expect(estate.ok ? [] : estate.issues.map((i) => i.at)).toEqual(['command[1]', 'sidecars[0].env.API_KEY'])
    expect(JSON.stringify(estate)).not.toContain('hunter2')
  })

  it.each([
    ['GIT_COMMIT', '62de1994de9df465f4b22290b73c56b6e3e1f4e9'],
    ['TOKEN_URL', 'https://login.acme.example/token'],
    ['PASSWORD_FILE', '/run/secrets/password'],
    ['DB_URL', 'postgres://web:$(DB_PASSWORD)@db/web'],
    ['REQUIRE_PASSWORD', 'true'],
    ['REQUEST_ID', '123e4567-e89b-12d3-a456-426614174000'],
    ['GREETING', 'a sentence that is longer than thirty-two characters'],
  ])('%s: %s is none', async (name, value) => {
    expect(await toldOf({ ...web, env: { [name]: value }, secrets: { DB_PASSWORD: 'web/db#password' } })).toEqual([])
  })

  it('a config file may say where a secret comes from, and may hold hashes', async () => {
    expect(
      await told(
        config('password: ${DB_PASSWORD}\ntoken: ""\nsha: 62de1994de9df465f4b22290b73c56b6e3e1f4e9\nmail: 👋\n'),
      ),
    ).toEqual([])
  })
})
