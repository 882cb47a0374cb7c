import { show, suggestion, repeated } from '@slipway/core'
import { at, fields, list, nameOf, text } from '@slipway/kube'
import { secretKey, secretOf } from '../../engine/dependency-key.ts'
import type { Rule } from '../../engine/rule.ts'

export const externalSecret: Rule = {
  code: 'external-secret',
  guards: 'an ExternalSecret reads from a store that is there, and no two make the same Secret',
  source: 'https://external-secrets.io/latest/api/externalsecret/',
  check: (cluster, report) => {
    for (const item of cluster.kind('ExternalSecret')) {
      const kind = text(at(item.spec, 'secretStoreRef', 'kind')) ?? 'SecretStore'
      const name = text(at(item.spec, 'secretStoreRef', 'name')) ?? ''
      const space = kind === 'ClusterSecretStore' ? '' : item.namespace
      const inItems = [...list(item.spec.data), ...list(item.spec.dataFrom)].every((d) => d.sourceRef !== undefined)
      if (cluster.find(kind, space, name) === undefined && !(name === '' && inItems)) {
        const all = space === '' ? cluster.every(kind) : cluster.kindIn(kind, space)
        report(
          item,
          'spec.secretStoreRef',
          'a store that is there',
          suggestion(
            name,
            all.map((s) => s.name),
          ),
          `${kind} ${show(name)}`,
        )
      }
      const target = `${item.namespace}/${secretOf(item)}`
      const makers = cluster.by(secretKey(item.namespace, secretOf(item)))
      const other = makers[makers.indexOf(item) - 1]
      if (other !== undefined)
        report(
          item,
          'spec.target.name',
          `a Secret that nobody else makes (${nameOf(other)} does)`,
          'rename one of the two',
          show(target),
        )
      for (const [i, one] of list(item.spec.data).entries()) {
        if (text(fields(one.remoteRef).key) === undefined)
          report(item, `spec.data[${i}].remoteRef.key`, 'the name of the secret in the store', 'add it')
      }
      const keys = list(item.spec.data).map((one) => one.secretKey)
      for (const [i, first] of repeated(keys))
        report(item, `spec.data[${i}].secretKey`, `each key once (data[${first}] has it, too)`, 'rename one of the two')
    }
  },
}
