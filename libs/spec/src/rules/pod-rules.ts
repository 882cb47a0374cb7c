import { fieldPath } from '@slipway/core'
import { calledApp } from '../shape/call.ts'
import type { PodPart, SpecPart } from '../shape/app.ts'
import { portOf } from '../shape/extra-port.ts'
import { mainPort } from '../shape/health.ts'
import { textRules } from './given-texts.ts'
import { firstClashes } from './mount-clash.ts'
import { referenceRules } from './reference-rules.ts'
import { reportRepeatedNames, reportRepeats, words, type Report } from './report.ts'
import { inEnvAsWell } from './secret-rules.ts'
import type { Call } from '../shape/traffic.ts'
import { startRules } from './start-rules.ts'
import { bytes, millicores } from '../shape/units.ts'
import { givenVariables, platformVariables } from '../shape/variables.ts'

const quoted = (field: string, key: string) => `${field}.${JSON.stringify(key)}`

function portRules(spec: PodPart, report: Report) {
  const used = new Map<string, string>()
  const claim = (at: string, number: number | undefined, transport = 'tcp') => {
    if (number === undefined) return
    const key = `${number}/${transport}`
    const other = used.get(key)
    if (other === undefined) used.set(key, at)
    else
      report(
        at,
        'port-clash',
        number,
        `a port that nothing else in the pod uses (${other} has it)`,
        'take another port: containers of a pod share one network',
      )
  }
  if ('port' in spec) claim('port', spec.port)
  for (const [name, given] of Object.entries(spec.ports ?? {})) {
    const { number, protocol } = portOf(name, given)
    if (name === 'http' || name === mainPort)
      report(`ports.${name}`, 'port-name', name, `a name other than "${name}", which is the main port`, 'rename it')
    if (number === 80)
      report(
        `ports.${name}`,
        'port-80',
        number,
        'another number: on the Service, 80 is the main port',
        'take another port',
      )
    claim(`ports.${name}`, number, protocol === 'udp' ? 'udp' : 'tcp')
  }
  spec.sidecars?.forEach((s, i) => {
    claim(`sidecars[${i}].port`, s.port)
    if (s.ready !== undefined && s.port === undefined)
      report(
        `sidecars[${i}].port`,
        'no-port',
        undefined,
        'the port on which sidecars answer for "ready"',
        `add sidecars[${i}].port`,
      )
  })
  reportRepeatedNames('sidecars', spec.sidecars, report)
  const taken = spec.sidecars?.map(({ name }) => name) ?? []
  const repeated = (i: number, name: string, who: string) =>
    report(`init[${i}].name`, 'duplicate-name', name, `a name of its own (${who} has it)`, 'rename one of the two')
  spec.init?.forEach(({ name }, i) => {
    const first = spec.init?.findIndex((one) => one.name === name) ?? i
    if (taken.includes(name)) repeated(i, name, 'a sidecar')
    else if (first < i) repeated(i, name, `init[${first}]`)
  })
}

function envRules(spec: PodPart, report: Report) {
  const always = platformVariables(spec)
  const isSet = (name: string) => always.includes(name)
  // Secrets may contain addresses: one with a password in it is a secret itself.
  const given = givenVariables(spec)
  const reserved = (field: string, name: string, isReserved: boolean) => {
    if (isReserved)
      report(
        fieldPath([field, name]),
        'reserved-env',
        words(`the name ${name}`),
        'a name that the platform does not set itself',
        'take it out: the platform gives it its value',
      )
  }
  for (const name of Object.keys(spec.env ?? {})) reserved('env', name, isSet(name) || given.includes(name))
  for (const name of Object.keys(spec.secrets ?? {})) {
    reserved('secrets', name, isSet(name))
    if (spec.env?.[name] !== undefined) inEnvAsWell(name, report)
  }
  spec.sidecars?.forEach(({ env, secrets = {} }, i) => {
    for (const name of Object.keys(secrets)) if (env?.[name] !== undefined) inEnvAsWell(name, report, ['sidecars', i])
  })
}

/** Volume names and ConfigMap keys drop these differences. */
const flat = (mount: string) => mount.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

/**
 * A mount in the place of one hides the programs, libraries, devices or users that a container starts with; runc takes
 * none below /proc.
 */
const systemFolders = '/bin /dev /etc /lib /lib64 /sbin /sys /usr /usr/bin /usr/lib /usr/sbin /var'.split(' ')

function mountRules(spec: PodPart, report: Report) {
  const mounts = [
    ...Object.keys(spec.volumes ?? {}).map((at) => ({ field: 'volumes', at, name: flat(at) })),
    ...Object.keys(spec.files ?? {}).map((at) => ({ field: 'files', at, name: flat(at) })),
  ]
  const clashes = firstClashes(mounts)
  mounts.forEach(({ field, at }, i) => {
    if (at === '/tmp' || at.startsWith('/tmp/')) {
      report(
        quoted(field, at),
        'mount-clash',
        at,
        'a path outside of /tmp, where every pod has scratch disk',
        'move it',
      )
      return
    }
    const isProc = at === '/proc' || at.startsWith('/proc/')
    if (isProc || systemFolders.includes(at)) {
      report(
        quoted(field, at),
        'mount-clash',
        at,
        isProc ? 'a path outside of /proc' : `another path than ${at} itself, which has what the image runs by`,
        field === 'files'
          ? 'name a file, such as "/etc/orders/rules.json"'
          : 'take a folder of its own, such as "/data"',
      )
      return
    }
    const clash = mounts[clashes[i] ?? -1]
    if (clash === undefined) return
    const outside =
      flat(clash.at) === flat(at) && clash.at !== at
        ? `a path that differs in more than signs and capitals from ${clash.field} "${clash.at}"`
        : `a path outside of ${clash.field} "${clash.at}"`
    report(quoted(field, at), 'mount-clash', at, outside, 'move one of the two')
  })
}

/** The volume of an app's config files has this name, too. */
function configVolume(spec: PodPart, report: Report) {
  if (!Object.values(spec.files ?? {}).some((file) => typeof file === 'string')) return
  for (const at of Object.keys(spec.volumes ?? {}))
    if (flat(at).replaceAll(/^-|-$/g, '') === 'config')
      report(
        quoted('volumes', at),
        'mount-clash',
        at,
        'a path other than /config, where the app has config files as well',
        'move it',
        'files',
      )
}

/**
 * Below it no container starts by any runtime (moby, daemon/daemon_unix.go, linuxMinMemory: 6 MiB; CRI-O wants 12,
 * containerd names none).
 */
const leastMemory = '6Mi'

function limitRules(spec: PodPart, report: Report) {
  // The runtime knows the limit, and not what is asked for.
  const own = spec.limits?.memory
  for (const [at, given] of [
    own === undefined ? (['memory', spec.memory] as const) : (['limits.memory', own] as const),
    ...(spec.sidecars ?? []).map(({ memory }, i) => [`sidecars[${i}].memory`, memory] as const),
  ] as const)
    if (given !== undefined && bytes(given) < bytes(leastMemory))
      report(
        at,
        'memory-too-little',
        given,
        `at least ${leastMemory}: no container starts with less`,
        'ask for more',
        at,
      )
  for (const [field, size] of [
    ['cpu', millicores],
    ['memory', bytes],
  ] as const) {
    const [limit, request] = [spec.limits?.[field], spec[field]]
    if (limit === undefined || request === undefined || size(limit) >= size(request)) continue
    const at = `limits.${field}`
    const want = `at least ${field} (${request})`
    report(at, 'limit-under-request', limit, want, 'raise the limit or ask for less', field, at)
  }
}

/** Files in memory count against the limit, so a full volume of that size would have the kernel kill the app. */
function memoryVolumeRules(spec: PodPart, report: Report) {
  const limit = spec.limits?.memory ?? spec.memory
  if (limit === undefined) return
  for (const [mount, given] of Object.entries(spec.volumes ?? {})) {
    if (typeof given === 'string' || !('memory' in given) || bytes(given.memory) < bytes(limit)) continue
    const at = `${quoted('volumes', mount)}.memory`
    const want = `less than the limit of memory (${limit}), which it counts against`
    report(at, 'volume-over-memory', given.memory, want, 'lower it, or raise memory', 'memory', 'limits')
  }
}

export function callRules({ calls, sends }: Pick<SpecPart, 'calls' | 'sends'>, report: Report) {
  const target = (c: Call) => calledApp(c) ?? (typeof c === 'object' && 'host' in c ? `${c.host}:${c.port}` : '')
  const hint = 'take one of the two out'
  // The fence of teams refuses it, too (libs/model/src/fence/mesh.ts).
  calls?.forEach((c, i) => {
    if (typeof c === 'object' && 'host' in c && c.host.endsWith('.internal'))
      report(
        `calls[${i}].host`,
        'host-inside',
        c.host,
        'a name in a zone of your own: those below .internal are of machines and their metadata',
        'give it a name such as "db.example.com" in a private zone',
      )
  })
  reportRepeats(calls, target, (i, first, c) =>
    report(`calls[${i}]`, 'duplicate-call', c, `each app or host once (calls[${first}] has it)`, hint),
  )
  reportRepeats(sends, String, (i, first, queue) =>
    report(`sends[${i}]`, 'duplicate-queue', queue, `each queue once (sends[${first}] has it)`, hint),
  )
}

export function podRules(spec: PodPart, report: Report) {
  portRules(spec, report)
  envRules(spec, report)
  textRules(spec, report)
  startRules(spec, report)
  referenceRules(spec, report)
  mountRules(spec, report)
  memoryVolumeRules(spec, report)
  configVolume(spec, report)
  limitRules(spec, report)
  callRules(spec, report)
}
