import { literalSecret } from '@slipway/core'
import { fields, key, list, text, textMap, texts } from '@slipway/kube'
import type { Rule } from '../../engine/rule.ts'

export const secretLiteral: Rule = {
  code: 'secret-literal',
  guards: 'no secret is in git: no Secret object, no text that looks like one in variables, commands and ConfigMaps',
  source: 'DESIGN 3 (references only); kube-linter env-var-secret; checkov CKV_K8S_35',
  check: (cluster, report) => {
    const store = 'put it in the secret store and refer to it in `secrets`'
    for (const item of cluster.kind('Secret'))
      report(item, 'kind', 'an ExternalSecret: a Secret in git is no secret', store, 'a Secret')
    for (const item of cluster.kind('ConfigMap')) {
      for (const [name, value] of textMap(item.object.data)) {
        const secret = literalSecret(value, name)
        if (secret !== undefined)
          report(item, key('data', name), 'no secret in git', store, `text that looks like ${secret}`)
      }
    }
    for (const { item, spec: container, at } of cluster.containers) {
      for (const [i, variable] of list(container.env).entries()) {
        const value = text(variable.value)
        const secret = value === undefined ? undefined : literalSecret(value, text(variable.name))
        if (secret !== undefined)
          report(item, `${at}.env[${i}].value`, 'no secret in git', store, `text that looks like ${secret}`)
      }
      for (const field of ['command', 'args']) {
        for (const [i, word] of texts(fields(container)[field]).entries()) {
          const secret = literalSecret(word)
          if (secret !== undefined)
            report(item, `${at}.${field}[${i}]`, 'no secret in git', store, `text that looks like ${secret}`)
        }
      }
    }
  },
}
