import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../test/runs.ts'
import { SecretValues } from './secret-values.ts'

const hidden = (text: string, ...sources: readonly string[]) =>
  new SecretValues(sources.length === 0 ? [text] : sources).hide(text)

describe('the value of a secret', () => {
  it.each<[string, string]>([
    ['DB_PASSWORD=Tr0ub4dor', 'DB_PASSWORD=(hidden 1)'],
    ['apiKey: "Tr0ub4dor"', 'apiKey: "(hidden 1)"'],
    ["- name: TOKEN\n  value: 'Tr0ub4dor'", "- name: TOKEN\n  value: '(hidden 1)'"],
    ['- value: Tr0ub4dor\n  name: TOKEN', '- value: (hidden 1)\n  name: TOKEN'],
    ['run --token Tr0ub4dor --x', 'run --token (hidden 1) --x'],
    ['a: AKIAIOSFODNN7EXAMPLE', 'a: (hidden 1)'],
    ['url: https://u:Tr0ub4dor@h/x', 'url: https://u:(hidden 1)@h/x'],
    ['url: https://u:secret@h/x\nname: external-secrets', 'url: https://u:(hidden 1)@h/x\nname: external-secrets'],
    ['url: https://u:hunter2@h/x\nsays hunter2', 'url: https://u:(hidden 1)@h/x\nsays (hidden 1)'],
    ['password: hunter\napp: hunter-x\nmotto: hunter', 'password: (hidden 1)\napp: hunter-x\nmotto: (hidden 1)'],
    [
      'k: |\n  -----BEGIN PRIVATE KEY-----\n  MIIEvQIBADANBgkqhkiG9w0BAQ\n  -----END PRIVATE KEY-----',
      'k: |\n  (hidden 1)\n  (hidden 2)\n  -----END PRIVATE KEY-----',
    ],
    // keys and sentences with such a word stay
    [
      'password: name\nmetadata:\n  name: web\nlist:\n  - name: x',
      'password: (hidden 1)\nmetadata:\n  name: web\nlist:\n  - name: x',
    ],
    [
      'message: "wanted a plain Secret: one of type Opaque"\nmode: one',
      'message: "wanted a plain Secret: one of type Opaque"\nmode: one',
    ],
    // a manifest within a Secret
    [
      'kind: Secret\nstringData:\n  a.yaml: |\n    kind: ConfigMap\n    name: Tr0ub4dor\n---\nkind: ConfigMap\nname: Tr0ub4dor',
      'kind: Secret\nstringData:\n  a.yaml: |\n    kind: ConfigMap\n    (hidden 2)\n---\nkind: ConfigMap\n(hidden 2)',
    ],
    [
      'kind: Secret\nstringData:\n  a.yaml: |\n    metadata:\n      namespace: shop\n---\nmetadata:\n  namespace: shop',
      'kind: Secret\nstringData:\n  a.yaml: |\n    metadata:\n      namespace: shop\n---\nmetadata:\n  namespace: shop',
    ],
    [
      'kind: Secret\nstringData:\n  a.ini: |\n    db_password: hunter\n---\nmotto: hunter',
      'kind: Secret\nstringData:\n  a.ini: |\n    (hidden 2)\n---\nmotto: (hidden 1)',
    ],
    // a dashboard beside a Secret, and within one
    [
      'kind: Secret\ndata:\n  a: VHIwdWI0ZG9y\n---\nkind: ConfigMap\ndata:\n  motto: |\n    other-Words1 here',
      'kind: Secret\ndata:\n  a: (hidden 1)\n---\nkind: ConfigMap\ndata:\n  motto: |\n    other-Words1 here',
    ],
    [
      'kind: Secret\nstringData:\n  a.json: |\n    "values": [\n---\nb: {\n  "values": [',
      'kind: Secret\nstringData:\n  a.json: |\n    (hidden 1)\n---\nb: {\n  "values": [',
    ],
    // what things are called, and the first line of a block
    [
      'password: web\nname: web\nmetadata: {name: web, namespace: web}',
      'password: (hidden 1)\nname: web\nmetadata: {name: web, namespace: web}',
    ],
    ['password: |\n  hunter\n', 'password: |\n  (hidden 1)\n'],
    // no secrets
    ['description: a Basic Kubernetes Deployment', 'description: a Basic Kubernetes Deployment'],
    ['DB_PASSWORD=${PW}', 'DB_PASSWORD=${PW}'],
    ['token: null', 'token: null'],
    ['automountServiceAccountToken: false', 'automountServiceAccountToken: false'],
    ['secretName: web-tls', 'secretName: web-tls'],
    ['passwordKey: db', 'passwordKey: db'],
    ['image: a@sha256:0123456789abcdef', 'image: a@sha256:0123456789abcdef'],
  ])('%j', (text, expected) => {
    expect(hidden(text)).toBe(expected)
  })

  it('of a report is hidden where it quotes values, and its own words stay', () => {
    const values = new SecretValues(['password: other'])
    expect(values.hideQuoted('traffic: other hosts -> `other`, x: "other"; other-backend')).toBe(
      'traffic: other hosts -> `(hidden 1)`, x: "(hidden 1)"; other-backend',
    )
  })

  // Made up here, of the form that its issuer documents.
  const part = (n: number) => 'aB3dE5gH7jK9mN1pQ3sT5vX7zA9cE1fG3iJ5kL7oP9'.slice(0, n)
  const hex = (n: number) => '0a1b2c3d4e5f60718293a4b5c6d7e8f9'.slice(0, n)
  it.each<[string, (value: string) => string, string?]>([
    ...[
      'DB_PASS',
      'PASS',
      'PGPASSWORD',
      'MYSQL_ROOT_PASSWORD',
      'mysqlPassword',
      'REDIS_PWD',
      'SENTRY_DSN',
      'AWS_CREDENTIALS',
      'SMTP_CREDS',
      'DB_PASSWORD_2',
      'TOKEN_OLD',
      'API_KEY_B64',
      'MASTER_KEY',
      'AccountKey',
      'AZURE_STORAGE_CONNECTION_STRING',
      'PASSWORD_SALT',
      'ssh-private-key',
      'spring.datasource.password',
      'my.api.token',
      'LICENSE_KEY',
    ].map((name): [string, (value: string) => string] => [name, (value) => `${name}=${value}`]),
    ['glpat-', (v) => v, `glpat-${part(20)}`],
    ['xoxb-', (v) => v, `xoxb-${hex(20)}`],
    ['xapp-', (v) => v, `xapp-${hex(20)}`],
    ['ghs_', (v) => v, `ghs_${part(36)}`],
    ['github_pat_', (v) => v, `github_pat_${part(30)}`],
    ['AIza', (v) => v, `AIza${part(35)}`],
    ['npm_', (v) => v, `npm_${part(36)}`],
    ['pypi-', (v) => v, `pypi-${part(40)}`],
    ['dckr_pat_', (v) => v, `dckr_pat_${part(27)}`],
    ['hvs.', (v) => v, `hvs.${part(24)}`],
    ['SG.', (v) => v, `SG.${part(22)}.${part(40)}`],
    ['sk-', (v) => v, `sk-${part(40)}`],
    ['glsa_', (v) => v, `glsa_${part(32)}`],
    ['dop_v1_', (v) => v, `dop_v1_${hex(32)}`],
    ['shpat_', (v) => v, `shpat_${hex(32)}`],
    ['SHPAT_', (v) => v, `SHPAT_${hex(32).toUpperCase()}`],
    ['whsec_', (v) => v, `whsec_${part(32)}`],
    ['a JWT', (v) => v, `eyJ${part(20)}.eyJ${part(30)}.${part(40)}`],
    ['a key of age', (v) => v, `AGE-SECRET-KEY-1${'Q2W3E4R5T6'.repeat(4)}`],
    ['random base64', (v) => v, part(40)],
    ['random base64 with an end', (v) => `x: ${v}`, `${part(41)}=`],
    ['a webhook of Slack', (v) => `https://${v}`, `hooks.slack.com/services/T${hex(8)}/B${hex(8)}/${part(24)}`],
    ['an address with a password', (v) => `postgres://u:${v}@db/x`],
    ['an address with a slash in its password', (v) => `postgres://u:${v}@db/x`, 'Tr0ub/4dor'],
    ['addresses in a list', (v) => `amqp://a:5672,amqp://u:${v}@b:5672/x`],
    ['an address with a token', (v) => `https://${v}@git.example/x`, 'Tr0ub4dorTr0ub4dor'],
    ['a header', (v) => `Authorization: Bearer ${v}`],
    ['a header of curl', (v) => `curl -H "authorization: Basic ${v}"`],
    ['a user of curl', (v) => `curl -u admin:${v} https://x`],
    ['a password of redis-cli', (v) => `redis-cli -h x -a ${v} ping`],
    ["an address of Go's driver", (v) => `url: root:${v}@tcp(mysql:3306)/shop?parseTime=true`],
    ['an address with a port', (v) => `args: ["--db", "shop:${v}@db.shop:5432"]`],
    ['an address alone', (v) => `args: ["--db=shop:${v}@db"]`],
    ['a password of mysql', (v) => `mysql -u root -p${v} -e x`],
    ['JSON in a quoted text', (v) => `a: ${JSON.stringify(JSON.stringify({ password: v }))}`],
    ['a script in a quoted text', (v) => `a: ${JSON.stringify(`#!/bin/sh\nexport DB_PASSWORD=${v}\nrun`)}`],
  ])('is found by its name or its form: %s', (_, shape, value = 'Tr0ub4dor') => {
    const text = hidden(`a: b\n${shape(value)}\nc: d`)
    expect(text).toContain('(hidden ')
    for (let i = 0; i + 8 <= value.length; i++) expect(text).not.toContain(value.slice(i, i + 8))
  })

  it.each([
    'permissions:\n  id-token: write\n  actions: write',
    'resource: arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/shop/*',
    'kind: ExternalSecret\ndata:\n  - secretKey: admin-password\n    remoteRef:\n      property: admin-password',
    'existingSecret: grafana-admin',
    'privateKey: $github-private-key',
    'header: "PRIVATE-TOKEN: $REVIEW_TOKEN"',
    "secrets: { DB_URL: 'orders/db#url@7' }",
    "file: { secret: 'orders/tls#key@7' }",
    "token: 'https://login.acme.example/token'",
    'message: "automountServiceAccountToken: wanted false"\nother: wanted',
    'policy: AmazonEC2ContainerRegistryPullOnly',
    `image: registry.example/a@sha256:${hex(32)}${hex(32)}`,
    'config: web-config-0a1b2c3d4e',
    'path: clusters/prod-eu/shop/Web2/deployment-web-canary-2.yaml',
    'url: https://host:8443/path@2x',
    'integrity: sha512-AbC1dEf2GhI3jKl4MnO5pQr6StU7vWx8YzA9bCd0EfG1hIj2==',
    'image: nginx:1.25.3-alpine@sha256:' + `${hex(32)}${hex(32)}`,
    '"wrap": "npm:wrap-ansi@latest", see mailto:jane@acme.example',
    'PWD: ${PWD}',
    'compass: north',
    'topologyKey: topology.kubernetes.io/zone',
  ])('is not what only looks like one: %j', (text) => {
    expect(hidden(text)).toBe(text)
  })

  it('is hidden with two thousand others, also where they begin alike', () => {
    const all = Array.from({ length: 2000 }, (_, i) => [`Tr0ub4dor-Tr0ub4dor-${i}x`, `w${i}QxQxQxQ`]).flat()
    const source = all.map((value, i) => `  A${i}_PASSWORD: ${value}\n`).join('')
    const shown = new SecretValues([source]).hide(`${all.join(' ')} motto`)
    expect(shown).not.toMatch(/Tr0ub|w\d+Qx/)
    expect(new Set(shown.match(/hidden \d+/g)).size).toBe(all.length)
    expect(shown).toMatch(/ motto$/)
  })

  it('has the same number wherever and however it stands', () => {
    const text = 'Tr0ub4dor'
    const base64 = Buffer.from(text).toString('base64')
    const twice = Buffer.from(base64).toString('base64')
    expect(hidden(`a ${text} b ${base64} c ${twice}`, `password: ${text}`)).toBe(
      'a (hidden 1) b (hidden 1) c (hidden 1)',
    )
    expect(hidden(`a ${text}`, `kind: Secret\ndata:\n  a: ${twice}\n`)).toMatch(/^a \(hidden \d\)$/)
  })

  it('is hidden where a report cut it off', () => {
    const long = 'Tr0ub4dor-and-some-more-of-a-long-secret-value'
    expect(hidden(`a ${long.slice(0, 20)}... b`, `password: ${long}`)).toBe('a (hidden 1)... b')
  })

  it('is in no text any more, whatever it is', () => {
    const odd = fc.stringMatching(/^[A-Z][!-~]{7,30}$/).filter((text) => !/["'\\`,;{}[\]#<>$(]/.test(text))
    fc.assert(
      fc.property(odd, (text) => {
        expect(hidden(`motto: ${text}\nother: x${text}y`, `password: "${text}"`)).not.toContain(text)
      }),
    )
  })

  it('is found in time by the length of a text', () => {
    const length = runs(300_000, 1_000_000)
    const start = process.cpuUsage().user
    for (const part of [
      'password: ',
      'a: b ',
      '"password":"',
      '--token ',
      'name: TOKEN\n',
      'kind: Secret\ndata:\n  a: b\n',
      '://a:',
      'a:a',
      'a:a1@',
      'a:bbb1 @a ',
      'token: |\n',
      'eyJ',
    ])
      hidden(part.repeat(Math.ceil(length / part.length)))
    // Quadratic time would be minutes at either length.
    expect((process.cpuUsage().user - start) / 1e6).toBeLessThan(9)
  })
})
