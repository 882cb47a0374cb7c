import { readFileSync } from 'node:fs'
import { openAuthority } from '../cluster/certificates.ts'

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

/** Options of a TLS connection as a proxy of the mesh makes it to another. */
export const mutualTls = ({ certificate: cert, key, ca }: Proof) => ({
  cert,
  key,
  ca,
  // Certificates of the mesh have identities and no names of DNS.
  checkServerIdentity: () => undefined,
  ALPNProtocols: ['istio'],
})

/** See https://istio.io/latest/docs/concepts/security/#istio-identity. */
const spiffe = ({ namespace, serviceAccount }: Identity): string =>
  `spiffe://cluster.local/ns/${namespace}/sa/${serviceAccount}`

/**
 * Issues certificates for two days, in place of istiod; one for each account, whose files several pods would else write
 * at once.
 */
export async function meshAuthority(folder: string): Promise<(identity: Identity) => Promise<Proof>> {
  const sign = await openAuthority(folder, '/O=cluster.local')
  const issue = async (identity: Identity): Promise<Proof> => {
    const name = `${identity.namespace}-${identity.serviceAccount}`
    const files = await sign(name, '/O=cluster.local', `critical,URI:${spiffe(identity)}`)
    const text = (file: keyof Proof) => readFileSync(files[file], 'utf8')
    return { certificate: text('certificate'), key: text('key'), ca: text('ca') }
  }
  const proofs = new Map<string, Promise<Proof>>()
  return (identity) => {
    const account = spiffe(identity)
    const proof = proofs.get(account) ?? issue(identity)
    proofs.set(account, proof)
    return proof
  }
}
