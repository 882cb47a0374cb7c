import { at, fields, list, seconds, texts } from '@slipway/kube'
import { canonical } from '../../compare/diff.ts'
import { end, endRule, field, fieldRule, unsaid } from './field-rule.ts'
import { loses } from './parts.ts'

const certificate = 'Certificate.cert-manager.io'
const record = 'DNSEndpoint.externaldns.k8s.io'
const dnsNames = (endpoints: unknown) => list(endpoints).map((one) => String(one['dnsName']))
/** Names with where they lead. */
const recordsIn = (endpoints: unknown): ReadonlyMap<string, string> =>
  new Map(
    list(endpoints).map((one) => [
      `${String(one['dnsName'])} ${String(one['recordType'])} ${String(one['setIdentifier'] ?? '')}`,
      canonical(texts(one['targets']).toSorted()),
    ]),
  )
/** Fields of a certificate besides its names and times: key, uses, stores. */
const otherwise = ['spec.privateKey', 'spec.usages', 'spec.keystores']
const isLonger = (was: unknown, is: unknown): boolean => (seconds(is) ?? 0) > (seconds(was) ?? 7_776_000)
const isLater = (was: unknown, is: unknown): boolean => (seconds(is) ?? 0) < (seconds(was) ?? 0)

/** Names that lead somewhere, and certificates for them. */
export const nameRisks = [
  fieldRule('dns-records', 'outage', 'names that lead somewhere', [
    field('names-gone', 'high', record, 'spec.endpoints', (was, is) => loses(dnsNames(was), dnsNames(is))),
    field('names-elsewhere', 'medium', record, 'spec.endpoints', (was, is) => {
      const known = recordsIn(was)
      return [...recordsIn(is)].some(([name, targets]) => known.get(name) !== targets)
    }),
  ]),
  endRule('dns-end', 'outage', 'names that led somewhere', [end('names-gone', 'high', record)]),
  fieldRule('certificate-use', 'outage', 'what certificates are good for', [
    field('certificate-authority', 'high', certificate, 'spec.isCA', (_, is) => is === true, true),
    ...['spec.ipAddresses', 'spec.uris', 'spec.emailAddresses'].map((path) =>
      field('names-uncertified', 'high', certificate, path, (was, is) => loses(texts(was), texts(is))),
    ),
    ...otherwise.map((path) => field('certificate-otherwise', 'medium', certificate, path)),
    field('certificate-otherwise', 'medium', certificate, 'spec.duration', isLonger),
    field('certificate-otherwise', 'medium', certificate, 'spec.renewBefore', isLater),
    field(
      'staging-signer',
      'high',
      'Issuer ClusterIssuer',
      'spec.selfSigned',
      (was, is) => was === undefined && is !== undefined,
    ),
    field('trusts-other', 'medium', 'Bundle.trust.cert-manager.io', 'spec.sources'),
    field('trusts-other', 'high', 'BackendTLSPolicy.gateway.networking.k8s.io', 'spec.validation'),
    field(
      'policy-wider-exempt',
      'medium',
      'CertificateRequestPolicy.policy.cert-manager.io',
      'spec.allowed',
      (was, is) => {
        const all = (one: unknown) => JSON.stringify(one ?? null).includes('"*"')
        return all(is) && !all(was)
      },
    ),
    field('policy-rule-other', 'medium', 'CertificateRequestPolicy.policy.cert-manager.io', 'spec'),
  ]),
  fieldRule('measured', 'outage', 'what is measured, and for whom', [
    field('alerts-gone', 'high', 'Prometheus.monitoring.coreos.com', 'spec.alerting', unsaid),
    ...[
      'ruleSelector',
      'ruleNamespaceSelector',
      'serviceMonitorSelector',
      'serviceMonitorNamespaceSelector',
      'podMonitorSelector',
      'podMonitorNamespaceSelector',
      'remoteWrite',
    ].map((name) =>
      field(
        'measured-otherwise',
        'medium',
        'Prometheus.monitoring.coreos.com ThanosRuler.monitoring.coreos.com',
        `spec.${name}`,
      ),
    ),
    ...['selector', 'namespaceSelector', 'endpoints', 'podMetricsEndpoints'].map((name) =>
      field('measured-otherwise', 'medium', 'ServiceMonitor PodMonitor', `spec.${name}`, (was) => was !== undefined),
    ),
    // By labels Prometheus finds them; those of releases tell nothing apart.
    field(
      'measured-otherwise',
      'medium',
      'PrometheusRule ServiceMonitor PodMonitor Probe',
      'metadata.labels',
      (was, is) =>
        Object.entries(fields(was)).some(
          ([key, value]) =>
            !/^(?:app\.kubernetes\.io|helm\.sh)\/|^chart$|^heritage$/.test(key) && fields(is)[key] !== value,
        ),
    ),
  ]),
  endRule('measured-end', 'outage', 'what measures and alerts', [
    end(
      'alerts-gone',
      'high',
      [
        'Prometheus.monitoring.coreos.com',
        'PrometheusAgent.monitoring.coreos.com',
        'Alertmanager.monitoring.coreos.com',
        'ThanosRuler.monitoring.coreos.com',
        'VMAlert.operator.victoriametrics.com',
        'VMAlertmanager.operator.victoriametrics.com',
        'VMSingle.operator.victoriametrics.com',
        'VMCluster.operator.victoriametrics.com',
      ].join(' '),
    ),
    end('alerts-gone', 'medium', 'Provider.notification.toolkit.fluxcd.io Alert.notification.toolkit.fluxcd.io'),
  ]),
  fieldRule('composed', 'data', 'what compositions make', [
    field('composed-otherwise', 'high', 'Composition.apiextensions.crossplane.io', 'spec', (was, is) => {
      const names = (spec: unknown): readonly string[] =>
        [
          ...list(at(spec, 'resources')),
          ...list(at(spec, 'pipeline')).flatMap((step) => list(at(step['input'], 'resources'))),
        ].map(({ name }) => String(name))
      return loses(names(was), names(is))
    }),
    field('composed-otherwise', 'medium', 'Composition.apiextensions.crossplane.io', 'spec'),
    field('source-other', 'high', '*.pkg.crossplane.io', 'spec.package', (was, is) => {
      const place = (one: unknown) => String(one).replace(/[:@][^/]*$/, '')
      return was !== undefined && place(was) !== place(is)
    }),
    field('source-revision', 'medium', '*.pkg.crossplane.io', 'spec.package', (was) => was !== undefined),
  ]),
]
