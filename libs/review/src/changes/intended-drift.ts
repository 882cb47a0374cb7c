import { at, fields, table } from '@slipway/kube'
import { pattern, type Pattern } from '../compare/pattern.ts'
import { readYaml } from '@slipway/kube/read-yaml'

const probes =
  'spec.containers[*].readinessProbe.**|spec.containers[*].livenessProbe.**|spec.containers[*].startupProbe.**'
const env = 'spec.containers[*].env.**'
const mounted = 'spec.volumes.**|spec.containers[*].volumeMounts.**'
const sized = 'spec.containers[*].resources.**'

/** From the pod template on. */
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

/** Without comments; nothing is evaluated. */
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

/** Fields that a spec sets for an environment alone. */
type SpecOverrides = ReadonlyMap<string, readonly string[]>

/** Empty if the spec is code and not data. @param file its name tells TypeScript from YAML */
export function specOverrides(file: string, source: string): SpecOverrides {
  const isYaml = /\.ya?ml$/.test(file)
  const text = isYaml ? source : objectAt(source, 'in')
  const value = text === undefined ? undefined : readYaml(file, text).docs[0]?.value
  return new Map(
    Object.entries(fields(isYaml ? at(value, 'in') : value)).map(([name, own]) => [name, Object.keys(fields(own))]),
  )
}

export function overridesOf(specs: ReadonlyMap<string, string>, app: string): SpecOverrides {
  const file = ['ts', 'yaml', 'yml'].map((ending) => `apps/${app}/app.${ending}`).find((name) => specs.has(name))
  return file === undefined ? new Map() : specOverrides(file, specs.get(file) ?? '')
}

/** At a path of a pod template. */
export const isIntended = (
  overrides: SpecOverrides,
  environments: readonly string[],
  steps: readonly string[],
): boolean => environments.some((name) => overrides.get(name)?.some((field) => shownAt[field]?.(steps)))
