import { connect } from 'node:http2'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { field, fieldsOf, secretsFor, startSecretSource } from './sds.ts'

const proof = { certificate: 'its certificate', key: 'its key', ca: 'whom it trusts' }
const value = (message: Buffer, ...way: readonly number[]): Buffer =>
  way.reduce(
    (inside, number) => fieldsOf(inside).find((each) => each.number === number)?.value ?? Buffer.alloc(0),
    message,
  )
const said = (message: Buffer, ...way: readonly number[]) => value(message, ...way).toString('utf8')

describe('fields', () => {
  it('are read as they were written', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.string({ maxLength: 300 }))), (fields) => {
        const message = Buffer.concat(fields.map(([number, text]) => field(number, text)))
        expect(fieldsOf(message).map(({ number, value: bytes }) => [number, bytes.toString('utf8')])).toEqual(fields)
      }),
    ))
})

describe('secretsFor', () => {
  it("a workload's own certificate", () => {
    const answer = secretsFor(field(3, 'default'), proof) ?? Buffer.alloc(0)
    expect(said(answer, 2, 2, 1)).toBe('default')
    expect(said(answer, 2, 2, 2, 1, 3)).toBe(proof.certificate)
    expect(said(answer, 2, 2, 2, 2, 3)).toBe(proof.key)
  })
  it('whom it trusts', () =>
    expect(said(secretsFor(field(3, 'ROOTCA'), proof) ?? Buffer.alloc(0), 2, 2, 4, 1, 3)).toBe(proof.ca))
  it('says nothing to one that has taken it', () =>
    expect(secretsFor(Buffer.concat([field(3, 'default'), field(5, '1')]), proof)).toBeUndefined())
})

describe('startSecretSource', () => {
  it('answers as gRPC does', async () => {
    const source = await startSecretSource(proof)
    const client = connect(`http://127.0.0.1:${source.port}`)
    const stream = client.request({
      ':method': 'POST',
      ':path': '/envoy.service.secret.v3.SecretDiscoveryService/StreamSecrets',
    })
    const ask = field(3, 'ROOTCA')
    const head = Buffer.alloc(5)
    head.writeUInt32BE(ask.length, 1)
    stream.write(Buffer.concat([head, ask]))
    const answer = await new Promise<Buffer>((resolve) => stream.once('data', resolve))
    expect(answer.readUInt32BE(1)).toBe(answer.length - 5)
    expect(said(answer.subarray(5), 2, 2, 1)).toBe('ROOTCA')
    client.destroy()
    source.close()
  })
})
