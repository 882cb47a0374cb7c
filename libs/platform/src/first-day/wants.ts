import { baseName } from '@slipway/core'
import { fields, list, text, workloadOf, type Item } from '@slipway/kube'
import type { ResolvedFunction } from '@slipway/model'

/** The resources in AWS that a cluster's objects and functions refer to. */
interface Wants {
  /** Names in Secrets Manager, each with the keys that are read of it. */
  readonly secrets: ReadonlyMap<string, ReadonlySet<string>>
  /** URLs of queues that no object of the cluster makes. */
  readonly queues: ReadonlySet<string>
  /** Names of images' repositories below the cluster's registry. */
  readonly repositories: ReadonlySet<string>
  /** Queues that pods have addresses of, by `<namespace>/<ServiceAccount>`. */
  readonly accounts: ReadonlyMap<string, ReadonlySet<string>>
}

const queueUrl = /^https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/\d{12}\/\S+$/

function put<K>(into: Map<K, Set<string>>, key: K, value: string): void {
  into.set(key, (into.get(key) ?? new Set()).add(value))
}

const isQueue = ({ apiVersion, kind }: Item): boolean =>
  kind === 'Queue' && apiVersion.startsWith('sqs.services.k8s.aws/')

/** Part of one that a stack makes; it has no object in the cluster. */
export type Beside = Pick<ResolvedFunction, 'image' | 'env' | 'secrets'>

/** @param registry as the cluster's images begin, without the slash */
export function wantsOf(items: readonly Item[], registry: string, functions: readonly Beside[] = []): Wants {
  const [secrets, accounts] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()]
  const [queues, repositories] = [new Set<string>(), new Set<string>()]
  const from = (image: string) => {
    if (image.startsWith(`${registry}/`)) repositories.add(image.slice(registry.length + 1).replace(/[@:].*$/, ''))
  }
  // A controller makes these of the tree, where the cluster's needs are its own.
  const controlled = new Set(items.filter(isQueue).map(({ spec }) => text(spec.queueName)))
  for (const item of items) {
    if (item.kind === 'ExternalSecret')
      for (const entry of list(item.spec.data)) {
        const { key, property } = fields(entry.remoteRef)
        put(secrets, text(key) ?? '', text(property) ?? `all of it as ${text(entry.secretKey) ?? 'its value'}`)
      }
    for (const trigger of list(item.spec.triggers)) {
      const url = text(fields(trigger.metadata).queueURL)
      if (url !== undefined) queues.add(url)
    }
    const workload = workloadOf(item)
    for (const { spec } of workload?.containers ?? []) {
      from(text(spec.image) ?? '')
      for (const value of list(spec.env).map((one) => text(one.value) ?? '')) {
        if (!queueUrl.test(value)) continue
        queues.add(value)
        put(accounts, `${item.namespace}/${text(workload?.pod.serviceAccountName) ?? 'default'}`, value)
      }
    }
  }
  for (const one of functions) {
    from(one.image)
    for (const { secret, key } of one.secrets) put(secrets, secret, key)
    for (const { value } of one.env) if (queueUrl.test(value)) queues.add(value)
  }
  for (const url of queues) if (controlled.has(baseName(url))) queues.delete(url)
  return { secrets, queues, repositories, accounts }
}
