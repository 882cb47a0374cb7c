import { createServer, type Http2Server } from 'node:http2'
import { listenLocally } from '../cluster/runtime.ts'
import type { Proof } from './spiffe.ts'

// Plays Istio's agent beside every proxy: serves certificates by gRPC (envoy.service.secret.v3), messages after five
// bytes, in protocol buffers of texts and messages only.

const secretType = 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret'

function varint(value: number): Buffer {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128)
    if (rest < 128) return Buffer.from(bytes)
  }
}

export function field(number: number, value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes])
}

/** The texts and messages, in order; numbers are skipped. */
export function fieldsOf(message: Buffer): readonly { readonly number: number; readonly value: Buffer }[] {
  const found: { number: number; value: Buffer }[] = []
  let at = 0
  const next = () => {
    let [value, factor] = [0, 1]
    for (;;) {
      const byte = message[at++] ?? 0
      value += (byte % 128) * factor
      factor *= 128
      if (byte < 128 || at >= message.length) return value
    }
  }
  while (at < message.length) {
    const key = next()
    if (key % 8 === 2) {
      const length = next()
      found.push({ number: Math.floor(key / 8), value: message.subarray(at, at + length) })
      at += length
    } else if (key % 8 === 0) next()
    else at += key % 8 === 5 ? 4 : 8
  }
  return found
}

const inline = (text: string) => field(3, text)

function secret(name: string, { certificate, key, ca }: Proof): Buffer {
  const own = field(2, Buffer.concat([field(1, inline(certificate)), field(2, inline(key))]))
  const trusted = field(4, field(1, inline(ca)))
  return Buffer.concat([field(1, name), name === 'ROOTCA' ? trusted : own])
}

/** `undefined` for an acknowledgement. */
export function secretsFor(request: Buffer, proof: Proof): Buffer | undefined {
  const fields = fieldsOf(request)
  const text = (number: number) =>
    fields.filter((each) => each.number === number).map(({ value }) => value.toString('utf8'))
  const [nonce = ''] = text(5)
  if (nonce !== '') return undefined
  const resources = text(3).map((name) =>
    field(2, Buffer.concat([field(1, secretType), field(2, secret(name, proof))])),
  )
  return Buffer.concat([field(1, '1'), ...resources, field(4, secretType), field(5, '1')])
}

interface SecretSource {
  readonly port: number
  close(): void
}

/** Gives one proxy its certificate, on loopback. */
export async function startSecretSource(proof: Proof): Promise<SecretSource> {
  const server: Http2Server = createServer()
  server.on('stream', (stream) => {
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' })
    let left = Buffer.alloc(0)
    stream.on('error', () => undefined)
    stream.on('data', (chunk: Buffer) => {
      left = Buffer.concat([left, chunk])
      while (left.length >= 5 && left.length >= 5 + left.readUInt32BE(1)) {
        const end = 5 + left.readUInt32BE(1)
        const answer = secretsFor(left.subarray(5, end), proof)
        left = left.subarray(end)
        if (answer === undefined) continue
        const head = Buffer.alloc(5)
        head.writeUInt32BE(answer.length, 1)
        stream.write(Buffer.concat([head, answer]))
      }
    })
  })
  return { port: await listenLocally(server), close: () => void server.close() }
}
