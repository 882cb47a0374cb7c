import { at, type Item, list, number, text, texts } from '@slipway/kube'
import type { RuleContext } from '../../engine/rule-context.ts'
import type { Rule } from '../../engine/rule.ts'

/** The ports whose connections show a proxy nothing but an address. */
const bytesOf = (item: Item): readonly number[] =>
  texts(item.spec.addresses).length > 0
    ? []
    : list(item.spec.ports).flatMap(({ number: port, protocol }) =>
        text(protocol)?.toUpperCase() === 'TCP' ? (number(port) ?? []) : [],
      )

const capturesDns = (cluster: RuleContext): boolean => {
  const istiod = cluster.find('Application', 'argocd', 'addons-istiod')
  const metadata = ['meshConfig', 'defaultConfig', 'proxyMetadata', 'ISTIO_META_DNS_CAPTURE']
  return at(istiod?.spec, 'source', 'helm', 'valuesObject', ...metadata) === 'true'
}

export const entryPort: Rule = {
  code: 'entry-port',
  guards: 'two hosts outside that have one TCP port are told apart: by DNS capture, or by addresses',
  source: 'FIELD-NOTES N3; istioctl IST0134; istio mergeTCPFilterChains (the second filter chain of a port is dropped)',
  check: (cluster, report) => {
    for (const item of cluster.kind('ServiceEntry')) {
      const ports = bytesOf(item)
      if (ports.length === 0 || capturesDns(cluster)) continue
      const own = texts(item.spec.hosts)
      const other = cluster
        .kindIn('ServiceEntry', item.namespace)
        .find(
          (one) => bytesOf(one).some((p) => ports.includes(p)) && texts(one.spec.hosts).some((h) => !own.includes(h)),
        )
      if (other !== undefined)
        report(
          item,
          'spec.ports',
          `a port of its own, as ServiceEntry ${other.name} has it for another host`,
          'turn DNS capture on in the mesh, or give each host addresses',
          ports.join(', '),
        )
    }
  },
}
