import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { newKey, openssl } from '../cluster/certificates.ts'

export interface Identity {
  readonly namespace: string
  readonly serviceAccount: string
}

/** PEM. */
export interface Proof {
  readonly certificate: string
  readonly key: string
  readonly ca: string
}

/** See https://istio.io/latest/docs/concepts/security/#istio-identity. */
export const spiffe = ({ namespace, serviceAccount }: Identity): string =>
  `spiffe://cluster.local/ns/${namespace}/sa/${serviceAccount}`

/** Issues certificates for two days, in place of istiod. */
export async function meshAuthority(folder: string): Promise<(identity: Identity) => Promise<Proof>> {
  mkdirSync(folder, { recursive: true })
  const at = (name: string) => path.join(folder, name)
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    '/O=cluster.local',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.crt'),
  )
  const ca = readFileSync(at('ca.crt'), 'utf8')
  let serial = 1
  return async (identity) => {
    const own = (end: string) => at(`${identity.namespace}-${identity.serviceAccount}.${end}`)
    await openssl('req', ...newKey, '-subj', '/O=cluster.local', '-keyout', own('key'), '-out', own('csr'))
    writeFileSync(
      own('ext'),
      `subjectAltName=critical,URI:${spiffe(identity)}\nextendedKeyUsage=serverAuth,clientAuth\n`,
    )
    await openssl(
      'x509',
      '-req',
      '-days',
      '2',
      '-in',
      own('csr'),
      '-CA',
      at('ca.crt'),
      '-CAkey',
      at('ca.key'),
      '-set_serial',
      String(++serial),
      '-extfile',
      own('ext'),
      '-out',
      own('crt'),
    )
    return { certificate: readFileSync(own('crt'), 'utf8'), key: readFileSync(own('key'), 'utf8'), ca }
  }
}
