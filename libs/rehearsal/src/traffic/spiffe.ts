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

/** See https://istio.io/latest/docs/concepts/security/#istio-identity. */
export const spiffe = ({ namespace, serviceAccount }: Identity): string =>
  `spiffe://cluster.local/ns/${namespace}/sa/${serviceAccount}`

/** Issues certificates for two days, in place of istiod. */
export async function meshAuthority(folder: string): Promise<(identity: Identity) => Promise<Proof>> {
  const sign = await openAuthority(folder, '/O=cluster.local')
  return async (identity) => {
    const name = `${identity.namespace}-${identity.serviceAccount}`
    const files = await sign(name, '/O=cluster.local', `critical,URI:${spiffe(identity)}`)
    const text = (file: keyof Proof) => readFileSync(files[file], 'utf8')
    return { certificate: text('certificate'), key: text('key'), ca: text('ca') }
  }
}
