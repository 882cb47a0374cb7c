/**
 * EC2 sizes to 96 vCPUs without `metal`, smallest first: vCPUs (https://aws.amazon.com/ec2/instance-types/, 2026-11),
 * most pods (`eni-max-pods.txt` of awslabs/amazon-eks-ami, 2026-09; EKS recommends at most 250).
 */
const bySize = {
  medium: [1, 8],
  large: [2, 29],
  xlarge: [4, 58],
  '2xlarge': [8, 58],
  '4xlarge': [16, 234],
  '8xlarge': [32, 234],
  '12xlarge': [48, 234],
  '16xlarge': [64, 250],
  '24xlarge': [96, 250],
} as const
type Size = keyof typeof bySize
export const sizes = Object.keys(bySize) as readonly Size[]
export type Architecture = 'amd64' | 'arm64'

/** Full capacity: cpu in millicores, memory in bytes. */
export interface Machine {
  readonly name: string
  readonly family: string
  readonly size: Size
  readonly architecture: Architecture
  readonly cpu: number
  readonly memory: number
  /** By network addresses. */
  readonly pods: number
  readonly gpu: number
}

const burstablePods: Partial<Record<Size, number>> = { medium: 17, large: 35 }

/** GPUs of the families g5 and g6 (https://aws.amazon.com/ec2/instance-types/#Accelerated_Computing). */
const gpusBySize: Partial<Record<Size, number>> = { '12xlarge': 4, '24xlarge': 4 }

interface Family {
  readonly gpus?: true
  readonly architecture: Architecture
  readonly ratio: number
  readonly sizes: readonly Size[]
}

const from = (first: Size, last: Size): readonly Size[] => sizes.slice(sizes.indexOf(first), sizes.indexOf(last) + 1)
const of = (architecture: Architecture, ratio: number, first: Size = 'large'): Family => ({
  architecture,
  ratio,
  sizes: from(first, '24xlarge'),
})
const graviton = (ratio: number): Family => ({ architecture: 'arm64', ratio, sizes: from('medium', '16xlarge') })
const burstable = (architecture: Architecture): Family => ({ architecture, ratio: 4, sizes: from('medium', '2xlarge') })

const withGpus: Family = { ...of('amd64', 4, 'xlarge'), gpus: true }

/** To add one, add a line with its GiB a vCPU (aws.amazon.com/ec2/instance-types). */
const families: Readonly<Record<string, Family>> = {
  t3: burstable('amd64'),
  t3a: burstable('amd64'),
  t4g: burstable('arm64'),
  m5: of('amd64', 4),
  m5a: of('amd64', 4),
  m6i: of('amd64', 4),
  m6a: of('amd64', 4),
  m7i: of('amd64', 4),
  m7a: of('amd64', 4, 'medium'),
  m6g: graviton(4),
  m7g: graviton(4),
  m8g: of('arm64', 4, 'medium'),
  c6i: of('amd64', 2),
  c6a: of('amd64', 2),
  c7i: of('amd64', 2),
  c7a: of('amd64', 2, 'medium'),
  c6g: graviton(2),
  c7g: graviton(2),
  r5: of('amd64', 8),
  r6i: of('amd64', 8),
  r6a: of('amd64', 8),
  r7i: of('amd64', 8),
  r7a: of('amd64', 8, 'medium'),
  r6g: graviton(8),
  r7g: graviton(8),
  g5: withGpus,
  g6: withGpus,
}

/** Own names only: the name comes from a file. */
const familyOf = (family: string): Family | undefined =>
  Object.hasOwn(families, family) ? families[family] : undefined

export const knownFamily = (family: string): boolean => familyOf(family) !== undefined

export const architectureOf = (family: string): Architecture | undefined => familyOf(family)?.architecture

/** Burstable ones have at least 2 vCPUs, and 4 GiB as `medium`. */
function machine(family: string, size: Size, { architecture, ratio, gpus }: Family): Machine {
  const small = family.startsWith('t')
  const [vcpus, mostPods] = bySize[size]
  const cpus = small ? Math.max(2, vcpus) : vcpus
  const gibs = small && size === 'medium' ? 4 : cpus * ratio
  const pods = (small ? burstablePods[size] : undefined) ?? mostPods
  const gpu = gpus === true ? (gpusBySize[size] ?? 1) : 0
  return { name: `${family}.${size}`, family, size, architecture, cpu: cpus * 1000, memory: gibs * 2 ** 30, pods, gpu }
}

export const machinesOf = (names: readonly string[], only?: readonly string[]): readonly Machine[] =>
  names.flatMap((name) => {
    const family = familyOf(name)
    return family === undefined
      ? []
      : family.sizes.filter((s) => only === undefined || only.includes(s)).map((s) => machine(name, s, family))
  })

export function machineNamed(name: string): Machine | undefined {
  const [family = '', size = ''] = name.split('.')
  return machinesOf([family], [size])[0]
}
