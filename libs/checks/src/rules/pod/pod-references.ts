import { show, suggestion } from '@slipway/core'
import { at, fields, list, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import type { RuleContext } from '../../engine/rule-context.ts'
import { type Reference, referencesOf } from './pod-reference.ts'

/** `undefined` when they are known only at run time. */
type Keys = readonly string[] | undefined

/** Controllers create them in every namespace. */
const everywhere = new Set(['kube-root-ca.crt', 'istio-ca-root-cert'])

function secretsIn(cluster: RuleContext, namespace: string): ReadonlyMap<string, Keys> {
  const secrets = new Map<string, Keys>()
  for (const item of cluster.kindIn('ExternalSecret', namespace)) {
    const target = fields(item.spec.target)
    const known = list(item.spec.dataFrom).length === 0 && target.template === undefined
    secrets.set(
      text(target.name) ?? item.name,
      known ? list(item.spec.data).map((d) => text(d.secretKey) ?? '') : undefined,
    )
  }
  for (const item of cluster.kindIn('Certificate', namespace)) secrets.set(text(item.spec.secretName) ?? '', undefined)
  for (const item of cluster.kindIn('Secret', namespace)) secrets.set(item.name, undefined)
  return secrets
}

function configMapsIn(cluster: RuleContext, namespace: string): ReadonlyMap<string, Keys> {
  return new Map(
    cluster
      .kindIn('ConfigMap', namespace)
      .map((c) => [c.name, Object.keys({ ...fields(c.object.data), ...fields(c.object.binaryData) })]),
  )
}

type Found = Readonly<Record<Reference['kind'], ReadonlyMap<string, Keys>>>

const madeBy: Readonly<Record<Reference['kind'], string>> = {
  ConfigMap: 'a ConfigMap',
  Secret: 'a Secret that an ExternalSecret makes',
  PersistentVolumeClaim: 'a PersistentVolumeClaim',
}

export const podReferences: Rule = {
  code: 'pod-references',
  guards: 'the ConfigMaps, Secrets, keys and claims that pods name are there',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/ (a pod waits for ever for one that is not)',
  check: (cluster, report) => {
    const spaces = new Map<string, Found>()
    for (const workload of cluster.workloads) {
      const { item } = workload
      const namespace = item.namespace
      if (!cluster.isTeam(namespace)) continue
      const found = spaces.get(namespace) ?? {
        ConfigMap: configMapsIn(cluster, namespace),
        Secret: secretsIn(cluster, namespace),
        PersistentVolumeClaim: new Map(
          cluster.kindIn('PersistentVolumeClaim', namespace).map((c) => [c.name, undefined]),
        ),
      }
      spaces.set(namespace, found)
      for (const { kind, name, key, at: where } of referencesOf(workload)) {
        const all = found[kind]
        if (!all.has(name)) {
          if (kind === 'ConfigMap' && everywhere.has(name)) continue
          report(item, where, `${madeBy[kind]} in ${namespace}`, suggestion(name, [...all.keys()]), show(name))
          continue
        }
        const keys = all.get(name)
        if (key !== undefined && keys !== undefined && !keys.includes(key))
          report(item, where, `a key of ${kind} ${name}`, suggestion(key, keys), `the key ${show(key)}`)
      }
      const claims = list(item.spec.volumeClaimTemplates).map((c) => text(at(c, 'metadata', 'name')) ?? '')
      const volumes = [...list(workload.pod.volumes).map((v) => text(v.name) ?? ''), ...claims]
      const volumesByName = new Map(list(workload.pod.volumes).map((v) => [text(v.name) ?? '', v]))
      for (const container of workload.containers) {
        for (const [i, mount] of list(container.spec.volumeMounts).entries()) {
          const volume = fields(volumesByName.get(text(mount.name) ?? '')?.configMap)
          const keys = volume.items === undefined ? found.ConfigMap.get(text(volume.name) ?? '') : undefined
          const path = text(mount.subPath)
          if (path !== undefined && keys !== undefined && !keys.includes(path))
            report(
              item,
              `${container.at}.volumeMounts[${i}].subPath`,
              `a key of ConfigMap ${text(volume.name) ?? ''}`,
              suggestion(path, keys),
            )
          if (volumes.includes(text(mount.name) ?? '')) continue
          report(
            item,
            `${container.at}.volumeMounts[${i}].name`,
            'a volume of the pod',
            suggestion(text(mount.name) ?? '', volumes),
          )
        }
      }
    }
  },
}
