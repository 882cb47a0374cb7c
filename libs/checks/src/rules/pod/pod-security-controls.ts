import { fields, isFields } from '@slipway/kube'

/** One line of the Pod Security Standards. */
export interface Control {
  readonly level: 'baseline' | 'restricted'
  /** Its name on the page. */
  readonly name: string
  /** `container`: init containers and sidecars, too. */
  readonly of: 'pod' | 'template' | 'container'
  /** `*` stands for each member. */
  readonly path: readonly string[]
  /** Whether the pod's value at the same path stands in. */
  readonly inherits?: true
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

/** Those that affect the pod only. */
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
const volumeTypes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]

const both = (control: Omit<Control, 'of'>): readonly Control[] => [
  { ...control, of: 'pod' },
  { ...control, of: 'container' },
]

const apparmor = (value: unknown): boolean =>
  value === '' || value === 'runtime/default' || (typeof value === 'string' && value.startsWith('localhost/'))
const hooks = ['readinessProbe', 'livenessProbe', 'startupProbe']
  .map((p) => [p])
  .concat([
    ['lifecycle', 'preStop'],
    ['lifecycle', 'postStart'],
  ])

/**
 * Both levels of https://kubernetes.io/docs/concepts/security/pod-security-standards/ for Kubernetes 1.34 to 1.36 and
 * Linux; where restricted is stricter than baseline, only the stricter control.
 */
export const controls: readonly Control[] = [
  ...both({
    level: 'baseline',
    name: 'HostProcess',
    path: ['securityContext', 'windowsOptions', 'hostProcess'],
    allows: off,
    want: 'no Windows host process',
  }),
  ...['hostNetwork', 'hostPID', 'hostIPC'].map(
    (field): Control => ({
      level: 'baseline',
      name: 'Host Namespaces',
      of: 'pod',
      path: [field],
      allows: off,
      want: "no namespace of the node's",
    }),
  ),
  {
    level: 'baseline',
    name: 'Privileged Containers',
    of: 'container',
    path: ['securityContext', 'privileged'],
    allows: off,
    want: 'a container without privileges',
  },
  {
    level: 'baseline',
    name: 'HostPath Volumes',
    of: 'pod',
    path: ['volumes', '*', 'hostPath'],
    allows: unset,
    want: 'no path of the node',
  },
  {
    level: 'baseline',
    name: 'Host Ports',
    of: 'container',
    path: ['ports', '*', 'hostPort'],
    allows: oneOf(0),
    want: 'no port of the node',
  },
  ...hooks.flatMap((hook) =>
    ['httpGet', 'tcpSocket'].map(
      (way): Control => ({
        level: 'baseline',
        name: 'Host Probes / Lifecycle Hooks',
        of: 'container',
        path: [...hook, way, 'host'],
        allows: noHost,
        want: "no host: the pod's own address",
      }),
    ),
  ),
  ...both({
    level: 'baseline',
    name: 'AppArmor',
    path: ['securityContext', 'appArmorProfile', 'type'],
    allows: oneOf('RuntimeDefault', 'Localhost'),
    want: 'RuntimeDefault or Localhost',
  }),
  {
    level: 'baseline',
    name: 'AppArmor',
    of: 'template',
    path: ['annotations'],
    allows: (value) =>
      Object.entries(fields(value)).every(
        ([k, v]) => !k.startsWith('container.apparmor.security.beta.kubernetes.io/') || apparmor(v),
      ),
    want: 'AppArmor annotations of runtime/default or localhost/*',
  },
  ...both({
    level: 'baseline',
    name: 'SELinux',
    path: ['securityContext', 'seLinuxOptions', 'type'],
    allows: oneOf(...selinuxTypes),
    want: 'a container type',
  }),
  ...['user', 'role'].flatMap((field) =>
    both({
      level: 'baseline',
      name: 'SELinux',
      path: ['securityContext', 'seLinuxOptions', field],
      allows: noHost,
      want: 'nothing',
    }),
  ),
  {
    level: 'baseline',
    name: '/proc Mount Type',
    of: 'container',
    path: ['securityContext', 'procMount'],
    allows: oneOf('Default'),
    want: 'Default',
  },
  {
    level: 'baseline',
    name: 'Sysctls',
    of: 'pod',
    path: ['securityContext', 'sysctls', '*', 'name'],
    allows: oneOf(...sysctls),
    want: 'a sysctl that touches the pod alone',
  },
  {
    level: 'restricted',
    name: 'Volume Types',
    of: 'pod',
    path: ['volumes', '*'],
    // hostPath has its own control above.
    allows: (value) =>
      isFields(value) && (value.hostPath !== undefined || volumeTypes.some((type) => value[type] !== undefined)),
    want: `one of: ${volumeTypes.join(', ')}`,
  },
  {
    level: 'restricted',
    name: 'Privilege Escalation',
    of: 'container',
    path: ['securityContext', 'allowPrivilegeEscalation'],
    allows: (value) => value === false,
    want: 'false',
  },
  {
    level: 'restricted',
    name: 'Running as Non-root',
    of: 'container',
    path: ['securityContext', 'runAsNonRoot'],
    inherits: true,
    allows: (value, inherited) => (value ?? inherited) === true,
    want: 'true, here or on the pod',
  },
  {
    level: 'restricted',
    name: 'Running as Non-root',
    of: 'pod',
    path: ['securityContext', 'runAsNonRoot'],
    // Even where every container says true.
    allows: (value) => value !== false,
    want: 'true',
  },
  ...both({
    level: 'restricted',
    name: 'Running as Non-root user',
    path: ['securityContext', 'runAsUser'],
    allows: (value) => value !== 0,
    want: 'a user other than 0',
  }),
  {
    level: 'restricted',
    name: 'Seccomp',
    of: 'container',
    path: ['securityContext', 'seccompProfile', 'type'],
    inherits: true,
    allows: (value, inherited) => ['RuntimeDefault', 'Localhost'].includes(String(value ?? inherited)),
    want: 'RuntimeDefault or Localhost, here or on the pod',
  },
  {
    level: 'restricted',
    name: 'Seccomp',
    of: 'pod',
    path: ['securityContext', 'seccompProfile', 'type'],
    allows: oneOf('RuntimeDefault', 'Localhost'),
    want: 'RuntimeDefault or Localhost',
  },
  {
    level: 'restricted',
    name: 'Capabilities',
    of: 'container',
    path: ['securityContext', 'capabilities', 'drop'],
    allows: (value) => Array.isArray(value) && value.includes('ALL'),
    want: '["ALL"]',
  },
  {
    level: 'restricted',
    name: 'Capabilities',
    of: 'container',
    path: ['securityContext', 'capabilities', 'add', '*'],
    allows: oneOf('NET_BIND_SERVICE'),
    want: 'NET_BIND_SERVICE at most',
  },
]
