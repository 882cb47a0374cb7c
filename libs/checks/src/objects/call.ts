import { fields, type Item, list, number, text, type Workload } from '@slipway/kube'
import type { RuleContext } from '../engine/rule-context.ts'
import { portNumber } from './network.ts'

/** Another app's address in a container's environment, `http://<app>.<team>[:port]`. */
interface Call {
  readonly from: Workload
  readonly at: string
  readonly url: string
  readonly host: string
  readonly namespace: string
  readonly name: string
  readonly port: number
}

const address = /^(?:https?|tcp|tls):\/\/([a-z0-9-]+)\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?(?::(\d+))?(?:\/.*)?$/

export function callsOf(cluster: RuleContext): readonly Call[] {
  return cluster.workloads.flatMap((from) =>
    from.containers.flatMap((container) =>
      list(container.spec.env).flatMap((variable, i): Call[] => {
        const url = text(variable.value) ?? ''
        const [, name, namespace, port] = (text(variable.name) ?? '').endsWith('_URL') ? (address.exec(url) ?? []) : []
        if (name === undefined || namespace === undefined || !cluster.isTeam(namespace)) return []
        return [
          {
            from,
            url,
            name,
            namespace,
            at: `${container.at}.env[${i}].value`,
            host: `${name}.${namespace}.svc.cluster.local`,
            port: port === undefined ? (url.startsWith('https:') ? 443 : 80) : Number(port),
          },
        ]
      }),
    ),
  )
}

/** Pods have such a label for each app that their spec calls. */
export const callsPrefix = 'calls.slipway.dev/'

/** Whether the spec of the pods' app names the other, so that rules of specs have judged it. */
export const isDeclared = ({ labels }: Workload, name: string): boolean => labels[`${callsPrefix}${name}`] === 'true'

export function podsBehind(
  cluster: RuleContext,
  service: Item,
  port: number,
): readonly (readonly [Workload, number])[] {
  const found = list(service.spec.ports).find((p) => p.port === port)
  return cluster.selected(service.namespace, fields(service.spec.selector)).flatMap((pods) => {
    const target = found === undefined ? undefined : portNumber(pods, found.targetPort ?? number(found.port))
    return target === undefined ? [] : [[pods, target] as const]
  })
}
