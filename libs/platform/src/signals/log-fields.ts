import type { Logging } from '@slipway/fleet'
import { attribute, quoted, renamed } from './ottl.ts'
import { redactions } from './redaction.ts'

/** On the text as it was written, so that what is nested in JSON is covered, too. */
export const redactStatements: readonly string[] = redactions.map(
  ({ pattern, by }) => `replace_pattern(log.body, ${quoted(pattern)}, ${quoted(by)})`,
)

/**
 * Names and pino's numbers, from the lowest:
 * https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber
 */
export const levels = [
  ['trace', 'TRACE', '^(trace|verbose|10)$'],
  ['debug', 'DEBUG', '^(debug|20)$'],
  ['info', 'INFO', '^(info|information|notice|log|30)$'],
  ['warn', 'WARN', '^(warn|warning|40)$'],
  ['error', 'ERROR', '^(err|error|50)$'],
  ['fatal', 'FATAL', '^(fatal|crit|critical|alert|emerg|emergency|panic|60)$'],
] as const

const isLevel = (name: string, condition: string): string => {
  const number = levels.find(([level]) => level === name)?.[1]
  return `set(log.severity_number, SEVERITY_NUMBER_${number}) where ${condition}`
}

const json = 'log.cache["json"]'
const code = attribute('response_code')

/** Fields that the container's runtime and the collector's reader add. */
const readerOwn = ['log.file.path', 'log.file.name', 'logtag', 'time']

/** Fields of a record's owner, which the collector sets and an app cannot. */
export const whose = ['team', 'app', 'cluster', 'environment', 'service.name', 'service.version'] as const
/**
 * By these an exporter chooses the index, and stores keep what the pod is:
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/elasticsearchexporter#document-routing
 */
export const routing = String.raw`^(elasticsearch|data_stream|k8s)\.`

/** As Prometheus does: a field of the app with the same name gets a prefix. */
const exported = (name: string): readonly string[] => [
  `set(${attribute(`exported_${name}`)}, ${attribute(name)}) where ${attribute(name)} != nil and ${attribute(name)} != resource.attributes["${name}"]`,
  `delete_key(log.attributes, "${name}")`,
]

/** A record has so many fields and so long ones; the rest of what an app writes is cut. */
export const most = { fields: 64, bytes: 4096, body: 65_536 } as const
const ours = ['method', 'path', 'status', 'duration_ms', 'request_id'] as const

/** Other names of our fields, the first that is there wins. */
export const aliases = {
  status: ['response_code', 'statusCode', 'status_code'],
  duration_ms: ['duration', 'ms', 'responseTime'],
  request_id: ['requestId', 'reqId', 'x_request_id'],
  trace_id: ['traceId', 'traceID', 'trace.id'],
  span_id: ['spanId', 'spanID', 'span.id'],
  message: ['msg', '@message'],
  level: ['severity', 'lvl', 'log.level'],
} as const

/** Lines of which one is enough to make a text a stack. */
export const stackLine = String.raw`^(Traceback \(most recent call last\)|panic: |\s+at \S+)`
/** The first word of a text that is a level. */
export const firstWord = (words: string): string =>
  String.raw`^[^a-z]{0,40}\b${words.slice(1, -1).replaceAll(/\|\d+/g, '')}\b`

/** JSON of apps and of Envoy, and text, with the same fields: message, level, trace, request, and what it was about. */
export const fieldStatements: readonly string[] = [
  ...readerOwn.map((name) => `delete_key(log.attributes, "${name}")`),
  `set(${json}, ParseJSON(log.body)) where IsMatch(log.body, ${quoted(String.raw`^\s*\{`)})`,
  `flatten(${json}) where IsMap(${json})`,
  `merge_maps(log.attributes, ${json}, "insert") where IsMap(${json})`,
  `delete_matching_keys(log.attributes, ${quoted(routing)})`,
  ...whose.flatMap(exported),
  // An access log of Envoy.
  `set(log.body, Concat([${attribute('method')}, ${attribute('path')}, ${code}, ${attribute('response_flags')}], " ")) where ${code} != nil`,
  `replace_pattern(log.body, ${quoted(String.raw`\?\S*`)}, "") where ${code} != nil`,
  isLevel('info', `${code} != nil`),
  isLevel('warn', `${code} != nil and Int(${code}) >= 400`),
  isLevel('error', `${code} != nil and (Int(${code}) >= 500 or Int(${code}) == 0)`),
  ...renamed('status', ...aliases.status),
  `set(${attribute('status')}, Int(${attribute('status')})) where ${attribute('status')} != nil`,
  ...renamed('duration_ms', ...aliases.duration_ms),
  ...renamed('request_id', ...aliases.request_id),
  ...renamed('trace_id', ...aliases.trace_id),
  `set(${attribute('trace_id')}, Substring(${attribute('traceparent')}, 3, 32)) where IsMatch(${attribute('traceparent')}, ${quoted('^[0-9a-f]{2}-[0-9a-f]{32}-')})`,
  'delete_key(log.attributes, "traceparent")',
  ...renamed('span_id', ...aliases.span_id),
  // Visitors' queries are private.
  `replace_pattern(${attribute('path')}, ${quoted('[?#].*')}, "") where IsString(${attribute('path')})`,
  ...renamed('message', ...aliases.message),
  `set(log.body, ${attribute('message')}) where IsString(${attribute('message')})`,
  'delete_key(log.attributes, "message")',
  `set(log.trace_id.string, ${attribute('trace_id')}) where IsMatch(${attribute('trace_id')}, ${quoted('^[0-9a-f]{32}$')})`,
  `set(log.span_id.string, ${attribute('span_id')}) where IsMatch(${attribute('span_id')}, ${quoted('^[0-9a-f]{16}$')})`,
  ...renamed('level', ...aliases.level),
  ...levels.map(([name, , words]) => isLevel(name, `IsMatch(${attribute('level')}, ${quoted(`(?i)${words}`)})`)),
  'delete_key(log.attributes, "level")',
  // The record has a time of its own.
  'delete_key(log.attributes, "time")',
  // Text: a stack is an error, else by the first word that is a level.
  isLevel('error', `log.severity_number == 0 and IsMatch(log.body, ${quoted(`(?m)${stackLine}`)})`),
  ...levels.map(([name, , words]) => {
    const word = quoted(`(?i)${firstWord(words)}`)
    return isLevel(name, `log.severity_number == 0 and IsMatch(log.body, ${word})`)
  }),
  ...levels.map(
    ([name, number]) => `set(log.severity_text, "${name}") where log.severity_number == SEVERITY_NUMBER_${number}`,
  ),
  `limit(log.attributes, ${most.fields}, [${ours.map((name) => `"${name}"`).join(', ')}])`,
  `truncate_all(log.attributes, ${most.bytes})`,
  `set(log.body, Substring(log.body, 0, ${most.body})) where Len(log.body) > ${most.body}`,
]

/** Four hex digits: the beginning of a random UUID is evenly distributed. */
const threshold = (share: number): string =>
  Math.floor(share * 0x1_0000)
    .toString(16)
    .padStart(4, '0')

/** Drops records of noisy apps at random, and never a warning. */
export const dropConditions = ({ keep }: Pick<Logging, 'keep'>): readonly string[] =>
  [...keep]
    .filter(([, share]) => share < 1)
    .map(([path, share]) => {
      const [team, app] = path.split('/')
      return [
        `resource.attributes["team"] == "${team}"`,
        `resource.attributes["app"] == "${app}"`,
        'log.severity_number < SEVERITY_NUMBER_WARN',
        `Substring(UUID(), 0, 4) >= "${threshold(share)}"`,
      ].join(' and ')
    })
