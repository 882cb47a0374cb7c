import { at, fields, list, text } from '@slipway/kube'
import { defaults } from '@slipway/model'
import type { Kind } from '@slipway/spec'
import { fleet, ownVariable, rendered, secretVariable, variablesOf, type Specimen } from './specimens.ts'

/** The meaning of each variable that the platform sets; a test fails for one that is rendered and missing here. */
export const meanings: Readonly<Record<string, string>> = {
  APP_ENV: 'the environment',
  APP_NAME: "the app's name",
  APP_VERSION: 'the version in its release file',
  AWS_REGION: "the cluster's region; set where there is something of AWS",
  CARTS_TABLE: 'for each table in `needs`: its name; `<TABLE>_TABLE`',
  DRAIN_SECONDS: 'how long requests in flight may take after SIGTERM (`drain`)',
  JOBS_QUEUE_URL: 'for each queue in `queue`, `sends` or `needs`: its address; `<QUEUE>_QUEUE_URL`',
  OTHER_URL: 'for each app in `calls`: its address; `<APP>_URL`, capitals and underscores',
  ORDER_PLACED_TOPIC_ARN: 'for each topic in `needs`: its ARN; `<TOPIC>_TOPIC_ARN`',
  PEERS_HOST: 'the name of all pods of the app; set with `peers`',
  POD_IP: "the pod's address",
  POD_NAME: "the pod's name; of a stateful app it ends with its number",
  PORT: 'the port to listen on, on all addresses (`port`)',
  UPLOADS_BUCKET: 'for each bucket in `needs`: its name; `<BUCKET>_BUCKET`',
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const code = (given: unknown): string => `\`${typeof given === 'string' ? given : JSON.stringify(given)}\``

function variableTable(all: readonly Specimen[]): readonly string[] {
  const of = all.map(({ kind, container }) => ({ kind, variables: variablesOf(container) }))
  const names = [...new Set(of.flatMap(({ variables }) => [...variables.keys()]))]
    .filter((name) => name !== ownVariable && name !== secretVariable)
    .sort()
  return [
    row('variable', ...of.map(({ kind }) => kind), 'here', 'what it is'),
    `|---|${of.map(() => ':-:|').join('')}---|---|`,
    ...names.map((name) =>
      row(
        code(name),
        ...of.map(({ variables }) => (variables.has(name) ? '●' : '')),
        code(of.map(({ variables }) => variables.get(name)).find((value) => value !== undefined && value !== '') ?? ''),
        meanings[name] ?? '',
      ),
    ),
  ]
}

function probeTable(all: readonly Specimen[]): readonly string[] {
  return [
    row('kind', 'asked', 'at', 'first after', 'every', 'answered within', 'counts after'),
    '|---|---|---|---|---|---|---|',
    ...all.flatMap(({ kind, container }) =>
      (['readinessProbe', 'livenessProbe'] as const).flatMap((name) => {
        const probe = fields(fields(container)[name])
        if (probe.httpGet === undefined) return []
        const { path, port } = fields(probe.httpGet)
        const seconds = (field: string): string => `${Number(probe[field] ?? 0)} s`
        const asked =
          name === 'readinessProbe'
            ? '`health.ready`: may it get requests?'
            : '`health.live`: need it not be restarted?'
        return [
          row(
            kind,
            asked,
            `${code(path)} of the port ${code(port)}`,
            seconds('initialDelaySeconds'),
            seconds('periodSeconds'),
            seconds('timeoutSeconds'),
            `${Number(probe['failureThreshold'])} failures`,
          ),
        ]
      }),
    ),
  ]
}

function endTable(all: readonly Specimen[]): readonly string[] {
  return [
    row(
      'kind',
      'before SIGTERM, while proxies forget the pod',
      'after SIGTERM, to finish',
      'SIGKILL, counted from the beginning',
    ),
    '|---|---|---|---|',
    ...all.map(({ kind, pod, container }) => {
      const before = at(container, 'lifecycle', 'preStop', 'sleep', 'seconds')
      const drain = variablesOf(container).get('DRAIN_SECONDS')
      return row(
        kind,
        before === undefined ? 'at once' : `${Number(before)} s`,
        `${drain ?? ''} s`,
        `${Number(fields(pod).terminationGracePeriodSeconds)} s`,
      )
    }),
  ]
}

function mountTable(all: readonly Specimen[]): readonly string[] {
  const mounts = new Map<string, { kinds: Kind[]; isReadOnly: boolean }>()
  for (const { kind, container } of all)
    for (const mount of list(fields(container).volumeMounts)) {
      const { mountPath, readOnly } = fields(mount)
      const path = text(mountPath) ?? ''
      const known = mounts.get(path) ?? { kinds: [], isReadOnly: readOnly === true }
      mounts.set(path, { ...known, kinds: [...known.kinds, kind] })
    }
  const what = (path: string): string => {
    if (path === '/tmp') return 'scratch disk (`disk`), empty at each start'
    if (path === '/data') return 'a volume of a stateful app, which outlives the pod'
    return path.startsWith('/etc/')
      ? 'a file of `files`; a new content is a new release of the pods'
      : 'a volume of any other app, empty with each new pod'
  }
  return [
    row('path here', 'kinds', 'may write', 'what it is'),
    '|---|---|:-:|---|',
    ...[...mounts].map(([path, { kinds, isReadOnly }]) =>
      row(code(path), kinds.join(', '), isReadOnly ? '' : '●', what(path)),
    ),
  ]
}

const codes = (given: unknown): string => (Array.isArray(given) ? given.map((one) => code(one)).join(', ') : '')

/**
 * The contract of a container as Markdown: its variables, and what it must serve. Reads every figure from a rendered
 * app of each kind.
 */
export function contract(): string {
  const all = rendered()
  const [{ pod, container } = { pod: undefined, container: undefined }] = all
  const security = fields(fields(container).securityContext)
  const podSecurity = fields(fields(pod).securityContext)
  const { edition } = fleet
  return `# What a container gets and must serve

Made by \`npx slipway app-schema\` from what is rendered of an app of each kind, by the defaults of edition ${edition}; a test keeps it fresh. What a spec or
\`fleet/defaults.ts\` says otherwise goes before. Nothing here is particular to a language.

## Variables

${variableTable(all).join('\n')}

\`env\` adds the app's own, and \`secrets\` those of the secret store; a name of the platform's cannot be taken. Addresses of apps are names of the mesh:
plain HTTP, which the sidecars encrypt.

## What it must serve

${probeTable(all).join('\n')}

The main port is \`port\`. \`/metrics\` of it is read by Prometheus unless \`metrics\` says otherwise. Readiness and liveness are different questions: a pod
that is not ready gets no requests, one that is not alive is restarted. A cron serves nothing: it ends with 0, or is tried again
(${defaults[edition].cron.attempts} times in all, within ${defaults[edition].cron.deadline} s).

## How it ends

${endTable(all).join('\n')}

On SIGTERM finish what was begun, take nothing new, end with 0. PID 1 gets the signal: use the exec form of \`CMD\`, or a program that passes signals on. No
shell is needed in the image, since the wait before SIGTERM is the kubelet's.

## Files

${mountTable(all).join('\n')}

Everything else is read-only. A secret of \`secrets\` may also be a file: see [docs/spec.md](spec.md).

## Who it is

| | |
|---|---|
| user | ${code(podSecurity.runAsUser)}, and never root: ${code(security.runAsNonRoot)}; \`user\` changes it, and the image's \`USER\` has to be the same |
| group of its volumes | ${code(podSecurity.fsGroup)} |
| capabilities | none: ${codes(fields(security.capabilities).drop)} are dropped; no privilege escalation; seccomp ${code(fields(podSecurity.seccompProfile).type)} |
| root file system | read-only: ${code(security.readOnlyRootFilesystem)} |
| token of the Kubernetes API | none: \`automountServiceAccountToken\` is ${code(fields(pod).automountServiceAccountToken)} |
| processor and memory | \`cpu\` and \`memory\` are asked for; memory is also the limit, cpu has none unless \`limits\` says one |
| image | by digest, pulled once a node |
| network | out: only to \`calls\`, queues and DNS; in: only from apps that name it, the gateway where it has \`expose\`, probes and Prometheus |
`
}
