import { describe, expect, it } from 'vitest'
import { redactions } from '../signals/redaction.ts'
import { pipelineFiles } from './pipeline.ts'

const files = pipelineFiles(
  { keep: new Map([['shop/noisy', 0.1]]) },
  { name: 'prod-eu' as never, environment: 'prod' as never },
)
const tables = JSON.parse(files['tables.json'] ?? '') as {
  redactions: readonly { pattern: string; by: string }[]
  renames: Readonly<Record<string, string>>
  keep: object
}

describe('the pipeline of Logstash', () => {
  it('has every redaction of the collector, in the words of Ruby', () => {
    expect(tables.redactions.map(({ pattern }) => pattern)).toEqual(redactions.map(({ pattern }) => pattern))
    for (const { by } of tables.redactions) expect(by).not.toMatch(/\$\d/)
    expect(tables.redactions.some(({ by }) => by.includes(String.raw`\1`))).toBe(true)
  })

  // Ruby reads `^` and `$` as the ends of lines, RE2 as those of the text.
  it('has no redaction whose ends mean something else in Ruby', () => {
    for (const { pattern } of tables.redactions)
      expect(pattern.replaceAll(/\[\^|\\[$^]|\[[^\]]*\]/g, '')).not.toMatch(/[$^]|\(\?m/)
  })

  it('names what others call our fields, and asks for a code of Envoy by its own name', () => {
    expect(tables.renames).toMatchObject({
      traceId: 'trace_id',
      reqId: 'request_id',
      msg: 'message',
      statusCode: 'status',
    })
    expect(tables.renames).not.toHaveProperty('response_code')
    expect(tables.keep).toEqual({ 'shop/noisy': 0.1 })
  })

  it('redacts before it does anything else, and lets nothing through that it could not read', () => {
    const script = files['record.rb'] ?? ''
    const reading = /^def read\(event\)\n(.*)\n/m.exec(script)?.[1]
    expect(reading).toContain('redacted(')
    expect(script).toMatch(/rescue StandardError => error\n\s+\[written\(event, place\(event\)/)
  })

  it('speaks TLS to Filebeat, and by variables of the operator to Elasticsearch', () => {
    const conf = files['logs.conf'] ?? ''
    expect(conf).toContain('ssl_enabled => true')
    for (const name of ['HOSTS', 'USER', 'PASSWORD', 'SSL_CERTIFICATE_AUTHORITY'])
      expect(conf).toContain('${LOGS_ES_' + name + '}')
  })
})
