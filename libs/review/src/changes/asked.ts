import { at, fields, table } from '@slipway/kube'
import { pattern, type Pattern } from '../compare/pattern.ts'
import { readYaml } from '@slipway/kube/read-yaml'

const probes =
  'spec.containers[*].readinessProbe.**|spec.containers[*].livenessProbe.**|spec.containers[*].startupProbe.**'
const env = 'spec.containers[*].env.**'
const mounted = 'spec.volumes.**|spec.containers[*].volumeMounts.**'
const sized = 'spec.containers[*].resources.**'

/** Where the words of a spec show in a pod template, the path from the template on. */
const shownAt = table<Pattern>({
  image: pattern('spec.containers[*].image'),
  command: pattern('spec.containers[*].command.**|spec.containers[*].args.**'),
  cpu: pattern(sized),
  memory: pattern(sized),
  limits: pattern(sized),
  disk: pattern(`${sized}|${mounted}`),
  user: pattern('spec.securityContext.**|spec.containers[*].securityContext.**'),
  env: pattern(env),
  secrets: pattern(env),
  calls: pattern(env),
  sends: pattern(env),
  files: pattern(mounted),
  volumes: pattern(mounted),
  sidecars: pattern(`spec.containers[*]|spec.initContainers.**|${mounted}`),
  placement: pattern('spec.affinity.**|spec.nodeSelector.**|spec.tolerations.**|spec.topologySpreadConstraints.**'),
  profile: pattern('spec.affinity.**|spec.tolerations.**|spec.topologySpreadConstraints.**'),
  architectures: pattern('spec.affinity.**'),
  drain: pattern('spec.containers[*].lifecycle.**|spec.terminationGracePeriodSeconds'),
  port: pattern(`spec.containers[*].ports.**|${probes}|${env}`),
  ports: pattern(`spec.containers[*].ports.**|${env}`),
  health: pattern(probes),
  scale: pattern('spec.topologySpreadConstraints.**'),
})

/** The text of the object that a key of the outermost object has, without comments. Only data is looked for: nothing is evaluated. */
function objectAt(source: string, key: string): string | undefined {
  const token = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|[{}]|[\w$]+\s*:|[^]/g
  let depth = 0
  let open = false
  let found = ''
  for (const [piece] of source.matchAll(token)) {
    if (piece.startsWith('//') || piece.startsWith('/*')) continue
    if (piece === '{') depth += 1
    if (piece === '}') depth -= 1
    if (open) found += piece
    if (open && piece === '}' && depth === 1) return found
    if (!open && depth === 1 && piece.replace(/\s*:$/, '') === key && piece.endsWith(':')) open = true
  }
  return undefined
}

/** What a spec says of environments alone. */
export type Asked = ReadonlyMap<string, ReadonlySet<string>>

/**
 * The words that a spec says differently for an environment, by environment; none of a spec that is more than data.
 * @param file its name says whether it is TypeScript or YAML
 */
export function askedIn(file: string, source: string): Asked {
  const isYaml = /\.ya?ml$/.test(file)
  const text = isYaml ? source : objectAt(source, 'in')
  const value = text === undefined ? undefined : readYaml(file, text).docs[0]?.value
  return new Map(
    Object.entries(fields(isYaml ? at(value, 'in') : value)).map(([environment, said]) => [
      environment,
      new Set(Object.keys(fields(said))),
    ]),
  )
}

/** Whether a spec asks for a difference between two environments at a path of a pod template. */
export const isAsked = (asked: Asked, environments: readonly string[], steps: readonly string[]): boolean =>
  environments.some((environment) =>
    [...(asked.get(environment) ?? [])].some((word) => shownAt[word]?.(steps) === true),
  )
