import type { Statement } from './policy.ts'
import type { Value } from '../model/value.ts'

/** Nobody may ask without TLS, whatever else allows it. */
export const tlsOnly = (actions: string, resources: Value): Statement => ({
  Sid: 'TlsOnly',
  Effect: 'Deny',
  Principal: '*',
  Action: actions,
  Resource: resources,
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
})
