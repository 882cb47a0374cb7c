import type { GoProgram, Proof } from './program.ts'

export const version = (args: readonly string[], text: string): Proof => ({ args, text })

type Parts = Omit<GoProgram, 'by' | 'set'> & Partial<Pick<GoProgram, 'set'>>

export const go = (parts: Parts): GoProgram => ({ by: 'go', set: {}, ...parts })

const kubernetes = {
  'k8s.io/component-base/version.gitVersion': 'v1.36.3',
  'k8s.io/component-base/version.gitMajor': '1',
  'k8s.io/component-base/version.gitMinor': '36',
}

export const kubernetesProgram = (name: string, minutes: number): GoProgram =>
  go({
    pin: 'kubernetes',
    version: '1.36.3',
    minutes,
    package: `k8s.io/kubernetes/cmd/${name}`,
    set: kubernetes,
    proof: version(['--version'], 'Kubernetes v1.36.3'),
  })

export const kedaProgram = (name: string, minutes: number, inHelp: string): GoProgram =>
  go({
    pin: 'keda',
    version: '2.20.2',
    minutes,
    package: `github.com/kedacore/keda/v2/cmd/${name}`,
    set: { 'github.com/kedacore/keda/v2/version.Version': '2.20.2' },
    files: ['config/crd/bases'],
    proof: version(['--help'], inHelp),
  })

export const prometheusProgram = (name: string, minutes: number): GoProgram =>
  go({
    pin: 'prometheus',
    version: '3.15.0',
    minutes,
    package: `github.com/prometheus/prometheus/cmd/${name}`,
    // Without service discovery in clouds, a third of its packages; that of pods is what the operator writes.
    tags: ['remove_all_sd', 'enable_kubernetes_sd'],
    set: { 'github.com/prometheus/common/version.Version': '3.15.0' },
    proof: version(['--version'], `${name}, version 3.15.0`),
  })

export const alertmanagerProgram = (name: string, minutes: number): GoProgram =>
  go({
    pin: 'alertmanager',
    version: '0.34.0',
    minutes,
    package: `github.com/prometheus/alertmanager/cmd/${name}`,
    set: { 'github.com/prometheus/common/version.Version': '0.34.0' },
    proof: version(['--version'], `${name}, version 0.34.0`),
  })
