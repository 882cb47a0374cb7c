import { quoted } from './ottl.ts'
import { redactions } from './redaction.ts'

/**
 * Where Envoy and libraries of both conventions write an address
 * (https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
 */
const addresses = ['http.url', 'url.full', 'http.target', 'url.path', 'http.request.header.referer']

const span = (name: string): string => `span.attributes["${name}"]`

/** Visitors' queries and addresses are private. */
const dropped = ['url.query', 'peer.address', 'client.address', 'network.peer.address', 'net.peer.ip', 'http.client_ip']

/** Values that nobody may have, by their names. */
const secretNames = String.raw`(?i)(authorization|cookie|password|passwd|passphrase|secret|token|api[._-]?key|private[._-]?key|access[._-]?key)$`

/** @param of attributes, each of whose texts is redacted @param more texts beside them */
const redacted = (of: string, ...more: readonly string[]): readonly string[] =>
  redactions.flatMap(({ pattern, by }) => [
    `replace_all_patterns(${of}, "value", ${quoted(pattern)}, ${quoted(by)})`,
    ...more.map((text) => `replace_pattern(${text}, ${quoted(pattern)}, ${quoted(by)})`),
  ])

/** Addresses lose their query and people their own; then what looks like a secret goes, as in logs. */
export const spanStatements: readonly string[] = [
  ...dropped.map((name) => `delete_key(span.attributes, "${name}")`),
  `delete_matching_keys(span.attributes, ${quoted(secretNames)})`,
  ...addresses.map((name) => `replace_pattern(${span(name)}, ${quoted('[?#].*')}, "") where IsString(${span(name)})`),
  `replace_pattern(span.name, ${quoted(String.raw`[?#]\S*`)}, "")`,
  ...redacted('span.attributes', 'span.name', 'span.status.message'),
]

/** An exception's message and stack. */
export const eventStatements: readonly string[] = [
  `delete_matching_keys(spanevent.attributes, ${quoted(secretNames)})`,
  ...redacted('spanevent.attributes'),
]
