import { object, type RiskCase } from '../risk-case.ts'

const program = (image: string, flags: readonly string[]): string =>
  object(
    'apps/v1 Deployment',
    `spec: {replicas: 2, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: main, image: "${image}", args: ${JSON.stringify(flags)}}]}}}`,
  )
const told =
  (image: string) =>
  (what: string, before: readonly string[], after: readonly string[], ...risks: readonly string[]): RiskCase => [
    what,
    program(image, before),
    program(image, after),
    ...risks,
  ]
const dns = told('registry.k8s.io/external-dns/external-dns:v0.15.0')
const argo = told('quay.io/argoproj/argocd:v3.1.0')
const autoscaler = told('registry.k8s.io/autoscaling/cluster-autoscaler:v1.33.0')
const other = told('registry.example/web:1')

/** Flags of programs that a whole cluster goes by, and of others. */
export const flagsRiskCases: readonly RiskCase[] = [
  dns('deletes, too', ['--policy=upsert-only'], ['--policy=sync'], 'high program-flag'),
  dns('deletes by default', ['--policy=upsert-only', '--source=service'], ['--source=service'], 'high program-flag'),
  dns('deletes no more', ['--policy=sync'], ['--policy=upsert-only']),
  dns('marks nothing as its own', ['--registry=txt'], ['--registry=noop'], 'high program-flag'),
  dns('under another name', ['--txt-owner-id=a'], ['--txt-owner-id=b'], 'high program-flag'),
  dns('every domain', ['--domain-filter=a.example'], [], 'medium program-flag'),
  dns('a source less', ['--source=service', '--source=ingress'], ['--source=service'], 'medium program-flag'),
  dns('more words in its log', ['--log-level=info'], ['--log-level=debug']),
  argo('without TLS', [], ['--insecure'], 'high program-flag'),
  argo('without a login', [], ['--disable-auth'], 'high program-flag'),
  autoscaler('keeps its nodes', ['--scale-down-enabled=true'], ['--scale-down-enabled=false'], 'medium program-flag'),
  other('believes anybody', [], ['--insecure-skip-tls-verify'], 'high program-flag'),
  other('answers anybody', ['--anonymous-auth=false'], ['--anonymous-auth=true'], 'high program-flag'),
  other('a policy of its own', ['--policy=upsert-only'], ['--policy=sync']),
]
