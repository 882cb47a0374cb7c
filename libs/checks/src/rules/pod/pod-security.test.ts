import { describe, expect, it } from 'vitest'
import { table } from '../../../test/case.ts'
import { all, set } from '../../../test/fixture.ts'
import { podSecurity } from './pod-security.ts'
import { controls } from './pod-security-controls.ts'

const pod = 'spec.template.spec'
const c = `${pod}.containers[0]`
const one = (name: string, at: string, value: unknown, got: string, want: string, alone = false, where = at) => ({
  name,
  change: set('deployment-queue', at, value),
  says: [`deployment-queue ${where}: ${got}; ${want}`],
  alone,
})

table(podSecurity, [
  one(
    'a Windows host process',
    `${pod}.securityContext.windowsOptions`,
    { hostProcess: true },
    'true',
    'no Windows host process',
    false,
    `${pod}.securityContext.windowsOptions.hostProcess`,
  ),
  one("the node's network", `${pod}.hostNetwork`, true, 'true', "no namespace of the node's", true),
  one("the node's processes", `${pod}.hostPID`, true, 'true', "no namespace of the node's"),
  one("the node's memory", `${pod}.hostIPC`, true, 'true', "no namespace of the node's"),
  one('privileges', `${c}.securityContext.privileged`, true, 'true', 'a container without privileges'),
  one(
    'a path of the node',
    `${pod}.volumes[1]`,
    { name: 'root', hostPath: { path: '/' } },
    '{"path":"/"}',
    'no path of the node',
    true,
    `${pod}.volumes[1].hostPath`,
  ),
  one('a port of the node', `${c}.ports[0].hostPort`, 80, '80', 'no port of the node', true),
  one(
    'a probe of another host',
    `${c}.livenessProbe.httpGet.host`,
    'other',
    '"other"',
    "no host: the pod's own address",
  ),
  one(
    'a hook of another host',
    `${c}.lifecycle.postStart`,
    { tcpSocket: { host: 'other', port: 1 } },
    '"other"',
    "no host: the pod's own address",
    false,
    `${c}.lifecycle.postStart.tcpSocket.host`,
  ),
  one(
    'no AppArmor',
    `${c}.securityContext.appArmorProfile`,
    { type: 'Unconfined' },
    '"Unconfined"',
    'RuntimeDefault or Localhost',
    false,
    `${c}.securityContext.appArmorProfile.type`,
  ),
  one(
    'no AppArmor, the old way',
    'spec.template.metadata.annotations',
    { 'container.apparmor.security.beta.kubernetes.io/app': 'unconfined' },
    '{"container.apparmor.security.beta.kubernetes.io/app":"unconfined"}',
    'AppArmor annotations of runtime/default or localhost/*',
  ),
  one(
    'an SELinux type of the host',
    `${pod}.securityContext.seLinuxOptions`,
    { type: 'spc_t' },
    '"spc_t"',
    'a container type',
    false,
    `${pod}.securityContext.seLinuxOptions.type`,
  ),
  one(
    'an SELinux user',
    `${c}.securityContext.seLinuxOptions`,
    { user: 'root' },
    '"root"',
    'nothing',
    false,
    `${c}.securityContext.seLinuxOptions.user`,
  ),
  one(
    'an SELinux role',
    `${c}.securityContext.seLinuxOptions`,
    { role: 'sysadm_r' },
    '"sysadm_r"',
    'nothing',
    false,
    `${c}.securityContext.seLinuxOptions.role`,
  ),
  one('all of /proc', `${c}.securityContext.procMount`, 'Unmasked', '"Unmasked"', 'Default'),
  one(
    'a sysctl of the node',
    `${pod}.securityContext.sysctls`,
    [{ name: 'kernel.msgmax', value: '1' }],
    '"kernel.msgmax"',
    'a sysctl that touches the pod alone',
    false,
    `${pod}.securityContext.sysctls[0].name`,
  ),
  one(
    'a volume over the network',
    `${pod}.volumes[1]`,
    { name: 'nfs', nfs: {} },
    '{"name":"nfs","nfs":{}}',
    'one of: configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected, secret',
  ),
  one('privileges to be had', `${c}.securityContext.allowPrivilegeEscalation`, undefined, 'nothing', 'false'),
  one('root, by the container', `${c}.securityContext.runAsNonRoot`, false, 'false', 'true, here or on the pod'),
  one(
    'root, by the pod',
    `${pod}.securityContext.runAsNonRoot`,
    undefined,
    'nothing',
    'true, here or on the pod',
    false,
    `${c}.securityContext.runAsNonRoot`,
  ),
  {
    name: 'root, by the pod, though the containers say otherwise',
    change: all(
      set('deployment-queue', `${pod}.securityContext.runAsNonRoot`, false),
      set('deployment-queue', `${c}.securityContext.runAsNonRoot`, true),
    ),
    says: [`deployment-queue ${pod}.securityContext.runAsNonRoot: false; true`],
  },
  one('user 0', `${pod}.securityContext.runAsUser`, 0, '0', 'a user other than 0'),
  one(
    'no seccomp',
    `${pod}.securityContext.seccompProfile`,
    undefined,
    'nothing',
    'RuntimeDefault or Localhost, here or on the pod',
    false,
    `${c}.securityContext.seccompProfile.type`,
  ),
  one(
    'seccomp off',
    `${c}.securityContext.seccompProfile`,
    { type: 'Unconfined' },
    '"Unconfined"',
    'RuntimeDefault or Localhost, here or on the pod',
    false,
    `${c}.securityContext.seccompProfile.type`,
  ),
  one('some capabilities kept', `${c}.securityContext.capabilities.drop`, ['NET_RAW'], '["NET_RAW"]', '["ALL"]'),
  one(
    'a capability added',
    `${c}.securityContext.capabilities.add`,
    ['SYS_TIME'],
    '"SYS_TIME"',
    'NET_BIND_SERVICE at most',
    false,
    `${c}.securityContext.capabilities.add[0]`,
  ),
  {
    name: 'the one capability that may be added',
    change: set('deployment-queue', `${c}.securityContext.capabilities.add`, ['NET_BIND_SERVICE']),
    says: [],
  },
])

describe('controls', () => {
  it('holds every control of both levels', () => {
    // The headings of the page, in its order. "Capabilities" and "Seccomp" stand in both levels there.
    expect(new Set(controls.map((control) => control.name))).toEqual(
      new Set([
        'HostProcess',
        'Host Namespaces',
        'Privileged Containers',
        'Capabilities',
        'HostPath Volumes',
        'Host Ports',
        'Host Probes / Lifecycle Hooks',
        'AppArmor',
        'SELinux',
        '/proc Mount Type',
        'Seccomp',
        'Sysctls',
        'Volume Types',
        'Privilege Escalation',
        'Running as Non-root',
        'Running as Non-root user',
      ]),
    )
  })
})
