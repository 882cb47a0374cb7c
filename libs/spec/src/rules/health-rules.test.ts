import { describe, expect, it } from 'vitest'
import { toldOf, web } from '../../test/temporary-estate.ts'

const ports = { admin: 9001, smtp: 1025 }
const asked = (ready: unknown, live: unknown = '/healthz') => ({ ...web, ports, health: { ready, live } })

describe('how a pod is asked', () => {
  it.each([
    ['in several ways', asked({ path: '/readyz', port: 'admin' }, { tcp: 'smtp' })],
    ['by a connection alone', asked({ tcp: 'http' }, { tcp: 'http' })],
    ['by a command', asked({ command: ['pg_isready'] }, { grpc: 'admin' })],
  ])('%s', async (_, spec) => expect(await toldOf(spec)).toEqual([]))

  it.each([
    [asked({ tcp: 'smpt' }), 'health.ready.tcp [unknown-port] did you mean "smtp"?'],
    [asked('/readyz', { grpc: 'orders' }), 'health.live.grpc [unknown-port] use one of: admin, http, smtp'],
    [asked({ path: '/readyz', port: 'amdin' }), 'health.ready.port [unknown-port] did you mean "admin"?'],
    [asked({ command: ['up'] }, { command: ['up'] }), 'health.ready [same-probe] give readiness its own'],
    [asked({ comand: ['up'] }), 'health.ready.comand [unknown-field] did you mean "command"?'],
    [asked({ tcp: 1025 }), 'health.ready.tcp [invalid-value] correct "health.ready.tcp"'],
    [asked({}), 'health.ready [invalid-value] correct "health.ready"'],
  ])('%j', async (spec, line) => expect(await toldOf(spec)).toEqual([line]))
})
