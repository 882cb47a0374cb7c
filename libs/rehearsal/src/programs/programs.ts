import { crds } from './crd-modules.ts'
import { alertmanagerProgram, go, kedaProgram, kubernetesProgram, prometheusProgram, version } from './go-program.ts'
import type { Program } from './program.ts'
import { envoy, redis } from './wheel-programs.ts'

/** In build order, what every scenario needs first. libs/rehearsal/bin pins their bytes. */
export const programs = {
  etcd: go({
    pin: 'etcd',
    version: '3.7.3',
    minutes: 2,
    package: 'go.etcd.io/etcd/server/v3',
    proof: version(['--version'], 'etcd Version: 3.7.3'),
  }),
  crds,
  kwok: go({
    pin: 'kwok',
    version: '0.8.0',
    minutes: 4,
    package: 'sigs.k8s.io/kwok/cmd/kwok',
    files: ['kustomize/stage', 'kustomize/metrics'],
    proof: version(['--version'], '0.8.0'),
  }),
  crane: go({
    pin: 'crane',
    version: '0.22.1',
    minutes: 1,
    package: 'github.com/google/go-containerregistry/cmd/crane',
    set: { 'github.com/google/go-containerregistry/cmd/crane/cmd.Version': 'v0.22.1' },
    proof: version(['version'], 'v0.22.1'),
  }),
  act: go({
    pin: 'act',
    version: '0.2.89',
    minutes: 1,
    package: 'github.com/nektos/act',
    set: { 'main.version': '0.2.89' },
    proof: version(['--version'], 'act version 0.2.89'),
  }),
  redis,
  'kube-apiserver': kubernetesProgram('kube-apiserver', 22),
  'kube-controller-manager': kubernetesProgram('kube-controller-manager', 2),
  'kube-scheduler': kubernetesProgram('kube-scheduler', 1),
  argocd: go({
    pin: 'argocd',
    version: '3.5.7',
    minutes: 9,
    package: 'github.com/argoproj/argo-cd/v3/cmd',
    set: { 'github.com/argoproj/argo-cd/v3/common.version': '3.5.7' },
    files: ['manifests/crds', 'manifests/base/config'],
    proof: version(['version', '--client', '--short'], '3.5.7'),
  }),
  'argo-rollouts': go({
    pin: 'argo-rollouts',
    version: '1.9.0',
    minutes: 19,
    package: 'github.com/argoproj/argo-rollouts/cmd/rollouts-controller',
    set: { 'github.com/argoproj/argo-rollouts/utils/version.version': '1.9.0' },
    files: ['manifests/crds'],
    proof: version(['--version'], 'v1.9.0'),
  }),
  prometheus: prometheusProgram('prometheus', 6),
  promtool: prometheusProgram('promtool', 1),
  alertmanager: {
    // Its page is made by npm and is in no module; nobody looks at it here.
    ...alertmanagerProgram('alertmanager', 3),
    adds: { module: 'github.com/prometheus/alertmanager', files: { 'ui/app/dist/index.html': '' } },
  },
  amtool: alertmanagerProgram('amtool', 2),
  'kube-state-metrics': go({
    pin: 'kube-state-metrics',
    version: '2.20.0',
    minutes: 3,
    package: 'k8s.io/kube-state-metrics/v2',
    set: { 'github.com/prometheus/common/version.Version': '2.20.0' },
    proof: version(['version'], 'version 2.20.0'),
  }),
  'node-exporter': go({
    pin: 'node-exporter',
    version: '1.12.1',
    minutes: 1,
    package: 'github.com/prometheus/node_exporter',
    set: { 'github.com/prometheus/common/version.Version': '1.12.1' },
    proof: version(['--version'], 'node_exporter, version 1.12.1'),
  }),
  coredns: go({
    // A main of our own: CoreDNS's has fifty plugins, and a rehearsal reads one's metrics. EKS chooses the version that
    // a cluster runs.
    pin: 'coredns',
    version: '1.14.7',
    minutes: 1,
    package: 'slipway/rehearsal/coredns',
    proof: version(['-version'], 'CoreDNS-1.14.7'),
  }),
  'prometheus-operator': go({
    pin: 'prometheus-operator',
    version: '0.93.1',
    minutes: 4,
    package: 'github.com/prometheus-operator/prometheus-operator/cmd/operator',
    set: { 'github.com/prometheus/common/version.Version': '0.93.1' },
    proof: version(['--version'], 'prometheus-operator, version 0.93.1'),
  }),
  collector: go({
    // A main of our own: the contrib distribution has some two hundred components, of which the tree's configurations
    // name a dozen.
    pin: 'collector',
    version: '0.160.0',
    minutes: 6,
    package: 'slipway/rehearsal/collector',
    set: { 'main.version': '0.160.0' },
    proof: version(['--version'], 'version 0.160.0'),
  }),
  'victoria-logs': go({
    pin: 'victorialogs',
    version: '1.52.2',
    minutes: 1,
    package: 'github.com/VictoriaMetrics/VictoriaLogs/app/victoria-logs',
    set: { 'github.com/VictoriaMetrics/VictoriaMetrics/lib/buildinfo.Version': 'victoria-logs-v1.52.2' },
    proof: version(['--version'], 'v1.52.2'),
  }),
  jaeger: go({
    // Its second edition, whose tags are no versions of a Go module: the same commit is v1.76.0. Its zip has no user
    // interface, so it answers by its API alone.
    pin: 'jaeger',
    version: '2.13.0',
    minutes: 12,
    package: 'github.com/jaegertracing/jaeger/cmd/jaeger',
    set: { 'github.com/jaegertracing/jaeger/internal/version.latestVersion': 'v2.13.0' },
    proof: version(['version'], 'v2.13.0'),
  }),
  'lambda-emulator': go({
    // Its releases are no Go module versions, and it tells none: it is asked to refuse an address.
    pin: 'lambda-emulator',
    version: '0.0.0-20261030222936-bef5c4ba774d',
    minutes: 1,
    package: 'github.com/aws/aws-lambda-runtime-interface-emulator/cmd/aws-lambda-rie',
    proof: version(['--runtime-interface-emulator-address', 'none'], 'not a valid network address'),
  }),
  'metrics-server': go({
    pin: 'metrics-server',
    version: '0.8.0',
    minutes: 3,
    package: 'sigs.k8s.io/metrics-server/cmd/metrics-server',
    set: { 'k8s.io/client-go/pkg/version.gitVersion': 'v0.8.0' },
    proof: version(['--version'], 'v0.8.0'),
  }),
  'keda-operator': kedaProgram('operator', 13, 'leader-elect'),
  'keda-adapter': kedaProgram('adapter', 2, 'lister-kubeconfig'),
  karpenter: go({
    pin: 'karpenter',
    version: '1.14.1',
    minutes: 5,
    package: 'sigs.k8s.io/karpenter/kwok',
    set: { 'sigs.k8s.io/karpenter/pkg/operator.Version': '1.14.1' },
    files: ['pkg/apis/crds', 'kwok/apis/crds'],
    proof: version(['--help'], 'batch-idle-duration'),
  }),
  eck: go({
    // Elastic's own licence: used as it is, and nothing of it is kept here.
    pin: 'eck',
    version: '3.5.0',
    minutes: 6,
    package: 'github.com/elastic/cloud-on-k8s/v3/cmd',
    set: { 'github.com/elastic/cloud-on-k8s/v3/pkg/about.version': '3.5.0' },
    files: ['config/crds/v1'],
    proof: version(['--version'], '3.5.0'),
  }),
  istiod: go({
    // A commit of the 1.31 branch: releases are no Go module versions.
    pin: 'istiod',
    version: '1.31-eed52ebb66ad',
    minutes: 6,
    package: 'istio.io/istio/pilot/cmd/pilot-discovery',
    set: { 'istio.io/istio/pkg/version.buildVersion': '1.31-eed52ebb66ad' },
    files: ['manifests/charts/base/files/crd-all.gen.yaml'],
    proof: version(['version', '--short'], '1.31-eed52ebb66ad'),
  }),
  'packet-filter': go({
    // A few lines of our own on a pinned library, whose version it has: `nft` is no part of most machines.
    pin: 'packet-filter',
    version: '0.3.0',
    minutes: 1,
    package: 'slipway/rehearsal/packet-filter',
    set: { 'main.version': '0.3.0' },
    proof: version(['--version'], 'packet-filter 0.3.0'),
  }),
  envoy,
} as const satisfies Record<string, Program>

export type ProgramName = keyof typeof programs

export const programNames = Object.keys(programs) as readonly ProgramName[]

export const programOf = (name: ProgramName): Program => programs[name]
