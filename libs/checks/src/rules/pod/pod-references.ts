import { nearest, show, suggestion } from '@slipway/core'
import { at, fields, type Item, list, memoized, text } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'
import type { RuleContext } from '../../engine/rule-context.ts'
import { type Reference, referencesOf } from './pod-reference.ts'

/** `undefined` when they are known only at run time. */
type Keys = readonly string[] | undefined

/** Controllers create them in every namespace. */
const everywhere = new Set(['kube-root-ca.crt', 'istio-ca-root-cert'])

/** Objects of one kind in a namespace as pods name them; the same for every folder there. */
const namedBy = (entry: (item: Item) => readonly [string, Keys]) =>
  memoized((all: readonly Item[]): ReadonlyMap<string, Keys> => new Map(all.map(entry)))

const madeSecrets = namedBy(({ name, spec }) => {
  const target = fields(spec.target)
  const isKnown = list(spec.dataFrom).length === 0 && target.template === undefined
  return [text(target.name) ?? name, isKnown ? list(spec.data).map((d) => text(d.secretKey) ?? '') : undefined]
})
const certificates = namedBy(({ spec }) => [text(spec.secretName) ?? '', undefined])
const configMaps = namedBy(({ name, object }) => [
  name,
  Object.keys({ ...fields(object.data), ...fields(object.binaryData) }),
])
const anyKeys = namedBy(({ name }) => [name, undefined])

/** By kind, what to look in; the first that has a name counts. */
type Found = Readonly<Record<Reference['kind'], readonly ReadonlyMap<string, Keys>[]>>

const foundIn = (cluster: RuleContext, namespace: string): Found => ({
  ConfigMap: [configMaps(cluster.kindIn('ConfigMap', namespace))],
  Secret: [
    anyKeys(cluster.kindIn('Secret', namespace)),
    certificates(cluster.kindIn('Certificate', namespace)),
    madeSecrets(cluster.kindIn('ExternalSecret', namespace)),
  ],
  PersistentVolumeClaim: [anyKeys(cluster.kindIn('PersistentVolumeClaim', namespace))],
})

const madeBy: Readonly<Record<Reference['kind'], string>> = {
  ConfigMap: 'a ConfigMap',
  Secret: 'a Secret that an ExternalSecret makes',
  PersistentVolumeClaim: 'a PersistentVolumeClaim',
}

const words: Readonly<Record<Reference['kind'], string>> = {
  ConfigMap: 'write `files` or `env` in app.ts, or add it in extra.ts',
  Secret: 'write `secrets` in app.ts, or `files` with a secret',
  PersistentVolumeClaim: 'write `volumes` in app.ts, or add it in extra.ts',
}

/** Its name, if it is near to one that is there; else the words that make such an object. */
function hintFor(kind: Reference['kind'], where: string, name: string, all: readonly string[]): string {
  if (where.includes('.imagePullSecrets['))
    return "take it out: nodes sign in to the cluster's registry, and other registries are `may.registries` of the team"
  return nearest(name, all) === undefined ? words[kind] : suggestion(name, all)
}

export const podReferences: Rule = {
  code: 'pod-references',
  guards: 'the ConfigMaps, Secrets, keys and claims that pods name are there',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/ (a pod waits for ever for one that is not)',
  check: (cluster, report) => {
    for (const workload of cluster.workloads) {
      const { item } = workload
      const namespace = item.namespace
      if (!cluster.isTeam(namespace)) continue
      const found = foundIn(cluster, namespace)
      for (const { kind, name, key, at: where } of referencesOf(workload)) {
        const holder = found[kind].find((one) => one.has(name))
        if (holder === undefined) {
          if (kind === 'ConfigMap' && everywhere.has(name)) continue
          const all = [...new Set(found[kind].toReversed().flatMap((one) => [...one.keys()]))]
          report(item, where, `${madeBy[kind]} in ${namespace}`, hintFor(kind, where, name, all), show(name))
          continue
        }
        const keys = holder.get(name)
        if (key !== undefined && keys !== undefined && !keys.includes(key))
          report(item, where, `a key of ${kind} ${name}`, suggestion(key, keys), `the key ${show(key)}`)
      }
      const claims = list(item.spec.volumeClaimTemplates).map((c) => text(at(c, 'metadata', 'name')) ?? '')
      const volumes = [...list(workload.pod.volumes).map((v) => text(v.name) ?? ''), ...claims]
      const volumesByName = new Map(list(workload.pod.volumes).map((v) => [text(v.name) ?? '', v]))
      for (const container of workload.containers) {
        for (const [i, mount] of list(container.spec.volumeMounts).entries()) {
          const volume = fields(volumesByName.get(text(mount.name) ?? '')?.configMap)
          const keys = volume.items === undefined ? found.ConfigMap[0]?.get(text(volume.name) ?? '') : undefined
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
