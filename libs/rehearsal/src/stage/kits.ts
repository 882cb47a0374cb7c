import type { Runtime } from '../cluster/runtime.ts'
import type { ApiServer } from '../components/kube-apiserver.ts'
import { need } from '../programs/needed.ts'
import type { ProgramName } from '../programs/programs.ts'

/** What a mesh of proxies beside pods needs. */
interface MeshKit {
  readonly runtime: Runtime
  readonly api: ApiServer
  readonly istiod: string
  readonly envoy: string
  /** In a network namespace, where pod addresses are local. */
  readonly isolated: boolean
}

/** What runs Elastic's operator. */
interface EckKit {
  readonly runtime: Runtime
  readonly api: ApiServer
  readonly command: string
  /** Whether it runs in a mount namespace, where /etc/hosts can point names here. */
  readonly isolated: boolean
}

/** What enforces NetworkPolicies between pod addresses. */
interface NetworkKit {
  readonly packetFilter: string
  /** The address of the machine. */
  readonly address: string
  /** In a network namespace, where pod addresses are local. */
  readonly isolated: boolean
}

/** What a program of a scenario's own needs. */
interface OperatorKit {
  readonly runtime: Runtime
  readonly api: ApiServer
}

/** Programs with which a scenario starts others itself. */
export interface Kits {
  readonly mesh: MeshKit | undefined
  readonly network: NetworkKit | undefined
  readonly eck: EckKit | undefined
  /** With the Prometheus operator. */
  readonly operator: OperatorKit | undefined
}

export function kitsOf(
  runtime: Runtime,
  api: ApiServer,
  { programs, address }: { readonly programs: readonly ProgramName[]; readonly address: string | undefined },
): Kits {
  const having = <T>(name: ProgramName, kit: () => T): T | undefined => (programs.includes(name) ? kit() : undefined)
  const isolated = address !== undefined
  return {
    mesh: having('envoy', () => ({ runtime, api, istiod: need('istiod'), envoy: need('envoy'), isolated })),
    network: having('packet-filter', () => ({ packetFilter: need('packet-filter'), address: address ?? '', isolated })),
    eck: having('eck', () => ({ runtime, api, command: need('eck'), isolated })),
    operator: having('prometheus-operator', () => ({ runtime, api })),
  }
}
