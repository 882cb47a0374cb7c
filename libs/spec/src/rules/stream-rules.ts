import { show, suggestion, type Issue } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { clustersOf, issueIn, type Draft } from '../read/app-draft.ts'
import { hasRequests, protocolOf, type Listening } from '../shape/extra-port.ts'
import { mainPort } from '../shape/health.ts'
import { isBytes, type ExposeBytes } from '../shape/state.ts'

const speaks = { terminate: 'tcp', passthrough: 'tls' } as const

function protocolIssue(
  app: Draft,
  env: string,
  spec: Listening,
  { on, port = mainPort }: Pick<ExposeBytes, 'on' | 'port'>,
  clusters: readonly Cluster[],
): Issue[] {
  const own = protocolOf(spec, port)
  const at = port === mainPort ? 'expose.on' : 'expose.port'
  if (own === undefined) {
    const names = [mainPort, ...Object.keys(spec.ports ?? {})]
    const hint = suggestion(port, names)
    return [issueIn(app, env, at, 'unknown-port', show(port), 'the name of one of ports, or "main"', hint)]
  }
  const wrong = clusters.find(({ gatewayPorts }) => {
    const offered = gatewayPorts?.[on]
    return offered !== undefined && speaks[offered.tls] !== own
  })
  const tls = wrong?.gatewayPorts?.[on]?.tls
  if (wrong === undefined || tls === undefined) return []
  const got = `port ${show(port)}, which speaks ${own}, on ${show(on)} of ${wrong.name}`
  const want =
    tls === 'terminate'
      ? 'a port of protocol "tcp": the gateway ends TLS there, and passes bytes on'
      : 'a port of protocol "tls": the gateway passes TLS on there, and the app has the certificate'
  const hint = hasRequests(own)
    ? 'take "on" out: HTTP and gRPC come in at the gateway by their host'
    : 'take another of the ports that the gateway offers'
  return [issueIn(app, env, at, 'expose-protocol', got, want, hint)]
}

/** Only where it has a release: a cluster without the app need not offer its port. */
function offeredIssues(app: Draft, env: string, on: string, clusters: readonly Cluster[]): Issue[] {
  const without = clusters.filter(({ gatewayPorts }) => gatewayPorts?.[on] === undefined)
  const [first] = without
  if (first === undefined) return []
  const names = without.map(({ name }) => name).join(', ')
  const offered = Object.keys(first.gatewayPorts ?? {})
  const want = 'a port that the gateway of each of its clusters offers'
  const got = `${show(on)}, which the gateway of ${names} does not offer`
  const file = `fleet/clusters/${first.name}.ts`
  const add = `add it to gatewayPorts in ${file}`
  const hint = offered.length === 0 ? add : `${add}, or ${suggestion(on, offered)}`
  return [issueIn(app, env, 'expose.on', 'gateway-port', got, want, hint)]
}

/**
 * Apps that speak no HTTP, at the gateway: by a port that it offers, in what that port takes, and each host there once.
 */
export function streamIssues(apps: readonly Draft[], { environments, clusters }: Fleet): readonly Issue[] {
  return environments.flatMap((env) => {
    const owners = new Map<string, Draft>()
    return apps.flatMap((app): Issue[] => {
      const spec = app.parts.get(env)
      if (spec?.kind !== 'stateful' || spec.expose === undefined || !isBytes(spec.expose)) return []
      const { host, on, port }: Partial<ExposeBytes> = spec.expose
      if (host === undefined || on === undefined) return []
      const here = clustersOf(app, env, { clusters })
      const key = `${host} ${on}`
      const owner = owners.get(key)
      if (owner === undefined) owners.set(key, app)
      const taken =
        owner === undefined
          ? []
          : [
              issueIn(
                app,
                env,
                'expose.host',
                'path-taken',
                `host ${show(host)} on ${show(on)}`,
                `a host that no other app has there (${owner.file} has it)`,
                'take another host or another port',
              ),
            ]
      return [...taken, ...offeredIssues(app, env, on, here), ...protocolIssue(app, env, spec, { on, port }, here)]
    })
  })
}
