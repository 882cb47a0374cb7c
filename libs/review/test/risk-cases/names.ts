// Judged by hand on 2026-11-29: each level was written down from the change and its product's docs before the expected
// one was read.
import { casesOf, type RiskCase } from '../risk-case.ts'

const certificate = casesOf('cert-manager.io/v1 Certificate')
const clusterIssuer = casesOf('cert-manager.io/v1 ClusterIssuer')
const certificateRequestPolicy = casesOf('policy.cert-manager.io/v1alpha1 CertificateRequestPolicy')
const bundle = casesOf('trust.cert-manager.io/v1alpha1 Bundle')
const dNSEndpoint = casesOf('externaldns.k8s.io/v1alpha1 DNSEndpoint')
const prometheus = casesOf('monitoring.coreos.com/v1 Prometheus')
const alertmanager = casesOf('monitoring.coreos.com/v1 Alertmanager')
const serviceMonitor = casesOf('monitoring.coreos.com/v1 ServiceMonitor')

/** A Deployment of external-dns by its flags. */
const withFlags = (flags: string) => ({
  'a.yaml': [
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: external-dns, namespace: dns}\n',
    'spec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [',
    `{name: external-dns, image: "registry.k8s.io/external-dns/external-dns:v0.15.0", args: [${flags}]}]}}}\n`,
  ].join(''),
})
const externalDns = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => [
  `external-dns: ${what}`,
  withFlags(before),
  withFlags(after),
  ...risks,
]

/** Certificates, DNS records, and what Prometheus measures. */
export const namesRiskCases: readonly RiskCase[] = [
  certificate(
    'renewed an hour before its end',
    'spec: {renewBefore: "360h"}',
    'spec: {renewBefore: "1h"}',
    'medium certificate-otherwise',
  ),
  certificate('isCA', 'spec: {issuerRef: {}}', 'spec: {issuerRef: {}, isCA: true}', 'high certificate-authority'),
  certificate(
    'duration ten years',
    'spec: {duration: "2160h"}',
    'spec: {duration: "87600h"}',
    'medium certificate-otherwise',
  ),
  certificate(
    'weak key',
    'spec: {privateKey: {algorithm: ECDSA, size: 256}}',
    'spec: {privateKey: {algorithm: RSA, size: 1024}}',
    'medium certificate-otherwise',
  ),
  certificate(
    'rotation never',
    'spec: {privateKey: {rotationPolicy: Always}}',
    'spec: {privateKey: {rotationPolicy: Never}}',
    'medium certificate-otherwise',
  ),
  certificate(
    'usages',
    'spec: {usages: ["server auth"]}',
    'spec: {usages: ["client auth"]}',
    'medium certificate-otherwise',
  ),
  certificate(
    'ip addresses gone',
    'spec: {issuerRef: {}, ipAddresses: ["10.0.0.1"]}',
    'spec: {issuerRef: {}}',
    'high names-uncertified',
  ),
  certificate(
    'uri SAN gone (spiffe)',
    'spec: {issuerRef: {}, uris: ["spiffe://a/b"]}',
    'spec: {issuerRef: {}}',
    'high names-uncertified',
  ),
  clusterIssuer(
    'selfsigned',
    'spec: {acme: {server: "https://acme-v02.api.letsencrypt.org/directory", privateKeySecretRef: {name: k}}}',
    'spec: {selfSigned: {}}',
    'high staging-signer',
    'medium other-signer',
  ),
  clusterIssuer(
    'account key other',
    'spec: {acme: {privateKeySecretRef: {name: k}}}',
    'spec: {acme: {privateKeySecretRef: {name: j}}}',
    'medium proof-other',
  ),
  clusterIssuer(
    'solver gone',
    'spec: {acme: {solvers: [{dns01: {route53: {}}}, {http01: {}}]}}',
    'spec: {acme: {solvers: [{http01: {}}]}}',
    'medium proof-other',
  ),
  clusterIssuer(
    'CA secret other',
    'spec: {ca: {secretName: root}}',
    'spec: {ca: {secretName: other}}',
    'medium other-signer',
  ),
  certificateRequestPolicy(
    'allows all',
    'spec: {allowed: {dnsNames: {values: ["*.a.example"]}}}',
    'spec: {allowed: {dnsNames: {values: ["*"]}}}',
    'high words-for-all',
    'medium policy-wider-exempt',
  ),
  bundle(
    'source dropped',
    'spec: {sources: [{secret: {name: a, key: b}}]}',
    'spec: {sources: []}',
    'medium trusts-other',
  ),
  bundle('goes', 'spec: {target: {}}', '', 'medium unknown-end'),
  dNSEndpoint(
    'target other',
    'spec: {endpoints: [{targets: ["1.2.3.4"]}]}',
    'spec: {endpoints: [{targets: ["5.6.7.8"]}]}',
    'medium names-elsewhere',
  ),
  dNSEndpoint(
    'record gone',
    'spec: {endpoints: [{dnsName: b.example, recordType: A, targets: ["1.2.3.4"]}]}',
    'spec: {endpoints: []}',
    'high names-gone',
  ),
  dNSEndpoint('endpoint goes', 'spec: {endpoints: []}', '', 'high names-gone'),
  dNSEndpoint(
    'wildcard',
    'spec: {endpoints: [{dnsName: a.example}]}',
    'spec: {endpoints: [{dnsName: "*.example"}]}',
    'high names-gone',
  ),
  dNSEndpoint(
    'cname to outside',
    'spec: {endpoints: [{recordType: A, targets: ["1.2.3.4"]}]}',
    'spec: {endpoints: [{recordType: CNAME, targets: [evil.example]}]}',
    'medium names-elsewhere',
  ),
  externalDns(
    'policy sync from upsert-only',
    '--source=service, --policy=upsert-only, --txt-owner-id=a',
    '--source=service, --policy=sync, --txt-owner-id=a',
    'high program-flag',
  ),
  externalDns(
    'txt owner id',
    '--source=service, --policy=sync, --txt-owner-id=a',
    '--source=service, --policy=sync, --txt-owner-id=b',
    'high program-flag',
  ),
  externalDns(
    'domain filter gone',
    '--source=service, --policy=sync, --domain-filter=a.example',
    '--source=service, --policy=sync',
    'medium program-flag',
  ),
  externalDns(
    'registry noop',
    '--source=service, --registry=txt',
    '--source=service, --registry=noop',
    'high program-flag',
  ),
  prometheus('retention cut', 'spec: {retention: "30d"}', 'spec: {retention: "1d"}', 'high kept-shorter'),
  prometheus(
    'storage gone',
    'spec: {replicas: 2, storage: {volumeClaimTemplate: {spec: {resources: {requests: {storage: "100Gi"}}}}}}',
    'spec: {replicas: 2}',
    'high data-unkept',
  ),
  prometheus('replicas 0', 'spec: {replicas: 2}', 'spec: {replicas: 0}', 'high fewer-members'),
  prometheus(
    'ruleSelector',
    'spec: {ruleSelector: {}}',
    'spec: {ruleSelector: {matchLabels: {team: x}}}',
    'medium measured-otherwise',
  ),
  prometheus(
    'alerting gone',
    'spec: {replicas: 2, alerting: {alertmanagers: [{name: am, namespace: m, port: web}]}}',
    'spec: {replicas: 2}',
    'high alerts-gone',
  ),
  prometheus(
    'remoteWrite gone',
    'spec: {replicas: 2, remoteWrite: [{url: "https://mimir"}]}',
    'spec: {replicas: 2}',
    'medium measured-otherwise',
  ),
  prometheus('goes', 'spec: {replicas: 2}', '', 'high alerts-gone'),
  prometheus(
    'paused',
    'spec: {replicas: 2}',
    'spec: {replicas: 2, paused: true}',
    'medium controller-off',
    'medium paused',
  ),
  alertmanager('goes', 'spec: {replicas: 2}', '', 'high alerts-gone'),
  serviceMonitor(
    'selector',
    'spec: {selector: {matchLabels: {a: b}}}',
    'spec: {selector: {matchLabels: {a: c}}}',
    'medium measured-otherwise',
  ),
  serviceMonitor(
    'metrics dropped',
    'spec: {endpoints: [{}]}',
    'spec: {endpoints: [{metricRelabelings: [{action: drop, regex: ".*", sourceLabels: ["__name__"]}]}]}',
    'medium measured-otherwise',
  ),
]
