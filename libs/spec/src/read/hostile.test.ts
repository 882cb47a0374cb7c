import { describe, expect, it } from 'vitest'
import { hostileSpecs } from '../../test/hostile-specs.ts'
import { inEstate, report, web } from '../../test/temporary-estate.ts'
import { loadEstate } from './load-estate.ts'

/** The one message of each: the field, its code, what was given, and what to do. */
const messages: Readonly<Record<keyof typeof hostileSpecs, string>> = {
  'a port in quotes': 'port [invalid-value] "8080": write 8080, without quotes',
  'a port with a part': 'port [invalid-value] 8080.5: did you mean 8081?',
  'a list for a path': 'health.ready [invalid-value] ["/readyz"]: correct "health.ready"',
  'a number for memory': 'memory [invalid-value] 256: did you mean "256Mi"?',
  'true for a variable': 'env.DEBUG [invalid-value] true: write "true", in quotes',
  'null for cpu': 'cpu [invalid-value] null: give "cpu" a value, or take it out',
  'text for calls': 'calls [invalid-value] "orders": did you mean ["orders"]?',
  'an object for a queue': 'queue [invalid-value] {"name":"mails"}: correct "queue"',
  'a number of retries in quotes': 'retries [invalid-value] "3": write 3, without quotes',
  'yes for metrics': 'metrics [invalid-value] true: correct "metrics"',
  'a list for secrets': 'secrets [invalid-value] ["orders/db#url"]: correct "secrets"',
  'text for scale': 'scale [invalid-value] "3": write 3, without quotes',
  'an edition in quotes': 'edition [invalid-value] "2": write 2, without quotes',
  'a kind in capitals': 'kind [invalid-value] "HTTP": did you mean "http"?',
  'a field in capitals': 'Memory [unknown-field] a field "Memory": did you mean "memory"?',
  'a field of Kubernetes': 'replicas [unknown-field] a field "replicas": say scale, such as scale: 3',
  'a field of another kind':
    'schedule [unknown-field] a field "schedule": take it out; only kind cron and function have it',
  'a misspelt part of health': 'health.liv [unknown-field] a field "liv": did you mean "live"?',
  'a misspelt part of slo': 'slo.p59 [unknown-field] a field "p59": did you mean "p95"?',
  'a misspelt signal':
    'scale.on.requestPerSecond [unknown-field] a field "requestPerSecond": did you mean "requestsPerSecond"?',
  'a misspelt placement': 'placement [invalid-value] "on demand": did you mean "on-demand"?',
  'a misspelt protocol': 'protocol [invalid-value] "gprc": did you mean "grpc"?',
  'memory in MB': 'memory [invalid-value] "128MB": did you mean "128Mi"?',
  'memory in bytes': 'memory [invalid-value] "134217728": correct "memory"',
  'memory of nothing': 'memory [invalid-value] "0Mi": correct "memory"',
  'a petabyte of memory': 'memory [invalid-value] "1024Ti": correct "memory"',
  'cpu of 500': 'cpu [invalid-value] "500": did you mean "500m"?',
  'cpu in percent': 'cpu [invalid-value] "50%": correct "cpu"',
  'a negative cpu': 'cpu [invalid-value] "-1": correct "cpu"',
  'a timeout without a unit': 'timeout [invalid-value] "5": did you mean "5s"?',
  'a timeout of nothing': 'timeout [invalid-value] "0s": correct "timeout"',
  'a timeout of two units': 'timeout [invalid-value] "1m30s": correct "timeout"',
  'a hold of a century': 'release.hold [invalid-value] "36500d": correct "release.hold"',
  'errors over everything': 'slo.errors [invalid-value] "101%": correct "slo.errors"',
  'errors without a sign': 'slo.errors [invalid-value] "0.01": did you mean "1%"?',
  'a port beyond ports': 'port [invalid-value] 65536: correct "port"',
  'a port of the proxy': 'port [invalid-value] 15020: correct "port"',
  'more pods than there may be': 'scale [invalid-value] 1000000000: correct "scale"',
  'minus one pod': 'scale [invalid-value] -1: correct "scale"',
  'the root user': 'user [invalid-value] 0: correct "user"',
  'a canary of 100 percent':
    'release.canary[1] [invalid-value] 100: take it out: after the last step everybody gets the new version',
  'a canary that falls': 'release.canary [rule] [25,5]: correct "release.canary"',
  'a canary of no step': 'release.canary [invalid-value] []: correct "release.canary"',
  'a variable with an invisible letter': 'env."LOG​LEVEL" [invalid-name] the name "LOG​LEVEL": did you mean "LOG_LEVEL"?',
  'a path with an emoji': 'health.ready [invalid-value] "/ready👍": correct "health.ready"',
  'a Cyrillic letter in a call': 'calls[0] [unknown-call] "оrders": did you mean "orders"?',
  'a host with an umlaut': 'calls[0].host [invalid-value] "bücher.example": correct "calls[0].host"',
  'a line break in a path': 'expose.path [invalid-value] "/a\\n/b": did you mean "/a/b"?',
  'a NUL in a file': 'files."/etc/a" [invalid-value] "config/a\\u0000b": correct files."/etc/a"',
  'a secret itself':
    'secrets.DB_PASSWORD [invalid-value] a value that is not repeated here: correct "secrets.DB_PASSWORD"',
  'a secret itself as a file':
    'files."/etc/key".secret [invalid-value] a value that is not repeated here: correct files."/etc/key".secret',
  'a secret without its version':
    'secrets.DB_URL [invalid-value] a value that is not repeated here: correct "secrets.DB_URL"',
  'a secret at a label that moves':
    'secrets.DB_URL [invalid-value] a value that is not repeated here: correct "secrets.DB_URL"',
  'a secret of another environment':
    'secrets.DB_URL [secret-foreign] "prod/shop/db#url": store one for this team, or have the platform add it to teams.shop.may.secrets in fleet/fleet.ts',
  'a token in the environment':
    'env.GITHUB_TOKEN [literal-secret] text that looks like a GitHub token: put it in the secret store and refer to it: secrets: { GITHUB_TOKEN: "name/of/the/secret#key" }',
  'an address with a password':
    'env.DB [literal-secret] text that looks like a password in a URL: put it in the secret store and refer to it: secrets: { DB: "name/of/the/secret#key" }',
  'a variable that is a secret, too': 'secrets.A [duplicate-env] A in env as well: take one of the two out',
  'a fallback of the platform':
    'env.POD_NAME [reserved-env] the name POD_NAME: take it out: the platform gives it its value',
  'a limit below what is asked': 'limits.memory [limit-under-request] "64Mi": raise the limit or ask for less',
  'a cookie for nobody':
    'sticky [sticky-cookie-inside] {"cookie":"1h"}: add expose, or write sticky: { clientIP: "60s" }',
  'an SLO of bytes': 'slo [no-http] {"errors":"1%"}: take slo out',
  'a question to a port that is not there': 'health.ready.tcp [unknown-port] "smpt": use one of: main',
  'a volume where config files are': 'volumes."/config" [mount-clash] "/config": move it',
  'both fewest and most turned': 'scale.min [min-over-max] 9: lower min or raise max',
  'a worker that rests by cpu': 'scale.min [scale-to-zero] 0: raise min, or add scale.on.queue',
  'a day that never comes': 'schedule [cron] "0 3 31 4 *": that day never comes: correct day and month',
  'another edition in one environment': 'in.prod.edition [invalid-value] 2: take "in.prod.edition" out',
  'another team in one environment': 'in.prod.team [invalid-value] "finance": take "in.prod.team" out',
  'one call twice': 'calls[1] [duplicate-call] {"app":"orders","optional":false}: take one of the two out',
  'one path twice': 'expose.path[1] [duplicate-path] "/": take one of the two out',
  'two sidecars of one name': 'sidecars[1].name [duplicate-name] "log": rename one of the two',
  'one port twice': 'ports.admin [port-clash] 8080: take another port: containers of a pod share one network',
  'a call to itself': 'calls[0] [call-self] "web": take it out: an app reaches itself without the network',
  'a call to a cron': 'calls[0] [call-no-server] "nightly", a cron: take it out, or give nightly kind "http"',
  'a call to nobody': 'calls[0] [unknown-call] "odrers": did you mean "orders"?',
  'a contract that nobody has': 'calls[0] [unknown-api] "openapi.yml" of "orders": write "openapi.yaml"',
  'a contract that is not there': 'api [no-such-file] "openapi.yaml": add apps/web/openapi.yaml or correct the path',
  'a file outside of the folder': 'files."/etc/a" [invalid-value] "../orders/config/a": correct files."/etc/a"',
  'a file that is not there':
    'files."/etc/a" [no-such-file] "config/none": add apps/web/config/none or correct the path',
  'an environment that is none': 'in.production [unknown-environment] "production": use one of: dev, prod',
  'a team that is none': 'team [unknown-team] "shpo": did you mean "shop"?',
  'an image by tag': 'image [invalid-value] "acme/web:latest": did you mean "acme/web"?',
  'a sidecar without its digest': 'sidecars[0].image [invalid-value] "acme/log:1": correct "sidecars[0].image"',
  'an address for a host': 'calls[0].host [invalid-value] "10.0.0.5": correct "calls[0].host"',
}

const neighbours = {
  'apps/web/config/a': 'a',
  'apps/orders/app.ts': { ...web, api: 'openapi.yaml' },
  'apps/orders/openapi.yaml': JSON.stringify({ openapi: '3.1.0', info: {}, paths: {} }),
  'apps/nightly/app.ts': report,
}

async function issuesOf(spec: unknown) {
  const estate = await inEstate({ ...neighbours, 'apps/web/app.ts': spec }, loadEstate)
  return estate.ok ? [] : estate.issues
}

const cases = Object.entries(messages).map(([name, message]) => [name, message] as const)

describe('a hostile or mistaken spec gives one message', () => {
  it('there are at least 60 of them, and the app beside them is sound', async () => {
    expect(cases.length).toBeGreaterThanOrEqual(60)
    expect(new Set(Object.values(hostileSpecs)).size).toBe(cases.length)
    expect(await issuesOf(web)).toEqual([])
  })

  it.each(cases)('%s', async (name, message) => {
    const issues = await issuesOf(hostileSpecs[name as keyof typeof hostileSpecs])
    expect(issues.map(({ at, code, got, hint }) => `${at} [${code}] ${got}: ${hint}`)).toEqual([message])
    const [only] = issues
    expect(only?.file).toBe('apps/web/app.ts')
    // What is wanted is ours: never the parser's own words.
    expect(only?.want).toMatch(/.{10}/)
    expect(only?.want).not.toMatch(/Invalid input|Too (big|small)|expected/)
  })

  it('no message repeats what may be a secret', async () => {
    const secrets = [
      'a secret itself',
      'a secret itself as a file',
      'a token in the environment',
      'an address with a password',
    ] as const
    for (const name of secrets)
      expect(JSON.stringify(await issuesOf(hostileSpecs[name]))).not.toMatch(/hunter2|ghp_a|:pw@/)
  })
})
