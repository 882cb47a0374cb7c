import { fields, isFields } from '@slipway/kube'

/** One line of the Pod Security Standards. */
interface Control {
  readonly level: 'baseline' | 'restricted'
  /** Its name on the page. */
  readonly name: string
  /** The start of the path; `container`: init containers and sidecars, too. */
  readonly of: 'pod' | 'template' | 'container'
  /** `*` stands for each member. */
  readonly path: readonly string[]
  /** @param inherited the pod's value at the same path */
  readonly allows: (value: unknown, inherited: unknown) => boolean
  readonly want: string
}

const unset = (value: unknown): boolean => value === undefined || value === null
const off = (value: unknown): boolean => unset(value) || value === false
const oneOf =
  (...allowed: readonly unknown[]) =>
  (value: unknown): boolean =>
    unset(value) || allowed.includes(value)
const noHost = (value: unknown): boolean => unset(value) || value === ''

/** The sysctls that affect the pod only. */
const sysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
]
const selinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t']
const volumeTypes = 'configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected, secret'.split(
  ', ',
)

const apparmor = (value: unknown): boolean =>
  value === '' || value === 'runtime/default' || (typeof value === 'string' && value.startsWith('localhost/'))

const both = ['pod', 'container'] as const
const hooks = 'readinessProbe livenessProbe startupProbe lifecycle.preStop lifecycle.postStart'.split(' ')

type Row = readonly [
  name: string,
  of: Control['of'] | typeof both,
  path: string,
  allows: Control['allows'],
  want: string,
]

const baseline: readonly Row[] = [
  ['HostProcess', both, 'securityContext.windowsOptions.hostProcess', off, 'no Windows host process'],
  ['Host Namespaces', 'pod', 'hostNetwork', off, "no namespace of the node's"],
  ['Host Namespaces', 'pod', 'hostPID', off, "no namespace of the node's"],
  ['Host Namespaces', 'pod', 'hostIPC', off, "no namespace of the node's"],
  ['Privileged Containers', 'container', 'securityContext.privileged', off, 'a container without privileges'],
  ['HostPath Volumes', 'pod', 'volumes.*.hostPath', unset, 'no path of the node'],
  ['Host Ports', 'container', 'ports.*.hostPort', oneOf(0), 'no port of the node'],
  ...hooks.flatMap((hook) =>
    ['httpGet', 'tcpSocket'].map((way): Row => {
      const want = "no host: the pod's own address"
      return ['Host Probes / Lifecycle Hooks', 'container', `${hook}.${way}.host`, noHost, want]
    }),
  ),
  [
    'AppArmor',
    both,
    'securityContext.appArmorProfile.type',
    oneOf('RuntimeDefault', 'Localhost'),
    'RuntimeDefault or Localhost',
  ],
  [
    'AppArmor',
    'template',
    'annotations',
    (value) =>
      Object.entries(fields(value)).every(
        ([k, v]) => !k.startsWith('container.apparmor.security.beta.kubernetes.io/') || apparmor(v),
      ),
    'AppArmor annotations of runtime/default or localhost/*',
  ],
  ['SELinux', both, 'securityContext.seLinuxOptions.type', oneOf(...selinuxTypes), 'a container type'],
  ['SELinux', both, 'securityContext.seLinuxOptions.user', noHost, 'nothing'],
  ['SELinux', both, 'securityContext.seLinuxOptions.role', noHost, 'nothing'],
  ['/proc Mount Type', 'container', 'securityContext.procMount', oneOf('Default'), 'Default'],
  ['Sysctls', 'pod', 'securityContext.sysctls.*.name', oneOf(...sysctls), 'a sysctl that touches the pod alone'],
]

const restricted: readonly Row[] = [
  [
    'Volume Types',
    'pod',
    'volumes.*',
    // hostPath has its own control above.
    (value) =>
      isFields(value) && (value.hostPath !== undefined || volumeTypes.some((type) => value[type] !== undefined)),
    `one of: ${volumeTypes.join(', ')}`,
  ],
  ['Privilege Escalation', 'container', 'securityContext.allowPrivilegeEscalation', (v) => v === false, 'false'],
  [
    'Running as Non-root',
    'container',
    'securityContext.runAsNonRoot',
    (value, inherited) => (value ?? inherited) === true,
    'true, here or on the pod',
  ],
  // Even where every container says true.
  ['Running as Non-root', 'pod', 'securityContext.runAsNonRoot', (value) => value !== false, 'true'],
  ['Running as Non-root user', both, 'securityContext.runAsUser', (value) => value !== 0, 'a user other than 0'],
  [
    'Seccomp',
    'container',
    'securityContext.seccompProfile.type',
    (value, inherited) => ['RuntimeDefault', 'Localhost'].includes(String(value ?? inherited)),
    'RuntimeDefault or Localhost, here or on the pod',
  ],
  [
    'Seccomp',
    'pod',
    'securityContext.seccompProfile.type',
    oneOf('RuntimeDefault', 'Localhost'),
    'RuntimeDefault or Localhost',
  ],
  [
    'Capabilities',
    'container',
    'securityContext.capabilities.drop',
    (value) => Array.isArray(value) && value.includes('ALL'),
    '["ALL"]',
  ],
  [
    'Capabilities',
    'container',
    'securityContext.capabilities.add.*',
    oneOf('NET_BIND_SERVICE'),
    'NET_BIND_SERVICE at most',
  ],
]

/**
 * Both levels of https://kubernetes.io/docs/concepts/security/pod-security-standards/ for Kubernetes 1.34 to 1.36 and
 * Linux; where restricted is stricter than baseline, only the stricter control.
 */
export const controls = Object.entries({ baseline, restricted }).flatMap(([level, rows]) =>
  rows.flatMap(([name, where, path, allows, want]) =>
    [where].flat().map((of) => ({ level, name, of, path: path.split('.'), allows, want }) as Control),
  ),
)
