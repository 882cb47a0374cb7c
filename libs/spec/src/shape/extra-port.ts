import { z } from 'zod'
import { port } from './field.ts'
import { mainPort } from './health.ts'

const protocols = ['http', 'http2', 'grpc', 'tls', 'tcp', 'udp'] as const
export type Protocol = (typeof protocols)[number]

export const extraPort = z
  .union([
    port,
    z.strictObject({
      port,
      protocol: z
        .enum(protocols)
        .describe('"http", "http2", "grpc", "tls", "tcp" or "udp"; "tcp" suits all that is none of the others'),
    }),
  ])
  .describe('a port number such as 9000, or { port: 1025, protocol: "tcp" }')
type ExtraPort = z.output<typeof extraPort>

/**
 * The protocol of a port that is only a number: by its name as in Istio; any other name means bytes. Nothing is guessed
 * from the first bytes: a client of SMTP or MySQL sends none before the server has spoken.
 */
function namedProtocol(name: string): Protocol {
  if (name.startsWith('grpc')) return 'grpc'
  const [first = ''] = name.split('-')
  return first === 'https' ? 'tls' : (protocols.find((protocol) => protocol === first) ?? 'tcp')
}

export const portOf = (name: string, given: ExtraPort): { readonly number: number; readonly protocol: Protocol } =>
  typeof given === 'number'
    ? { number: given, protocol: namedProtocol(name) }
    : { number: given.port, protocol: given.protocol }

/** The fields by which an app says what its ports speak. */
export interface Listening {
  readonly protocol?: Protocol | undefined
  readonly ports?: Readonly<Record<string, ExtraPort>> | undefined
}

/** The protocol of the main port. */
export const mainProtocol = ({ protocol = 'http' }: Listening): Protocol => protocol

/** The protocol of a port; `undefined` without such a port. */
export function protocolOf(spec: Listening, port: string): Protocol | undefined {
  if (port === mainPort) return mainProtocol(spec)
  const given = Object.hasOwn(spec.ports ?? {}, port) ? spec.ports?.[port] : undefined
  return given === undefined ? undefined : portOf(port, given).protocol
}

/** Whether it is spoken in requests; all else is bytes. */
export const hasRequests = (protocol: Protocol): boolean =>
  protocol === 'http' || protocol === 'http2' || protocol === 'grpc'
