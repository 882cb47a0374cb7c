import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exec } from '@slipway/cli/exec'

export interface Certificate {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

async function openssl(...args: string[]): Promise<void> {
  const { code, missing, stderr } = await exec('openssl', args)
  if (missing) throw new Error('openssl is not on PATH: install it (Debian, Ubuntu: apt-get install openssl)')
  if (code !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr.trim()}`)
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const
const days = ['-days', '2'] as const

/** A small authority, valid for two days. @returns signs certificates for servers and clients, each with a serial */
export async function openAuthority(folder: string, subject: string) {
  mkdirSync(folder, { recursive: true })
  const at = (name: string) => path.join(folder, name)
  const [caKey, ca] = [at('ca.key'), at('ca.crt')]
  await openssl('req', '-x509', ...newKey, ...days, '-subj', subject, '-keyout', caKey, '-out', ca)
  let serial = 1
  return async (name: string, subject: string, alternatives: string): Promise<Certificate> => {
    const [key, request, more, certificate] = ['key', 'csr', 'ext', 'crt'].map((end) => at(`${name}.${end}`)) as [
      string,
      string,
      string,
      string,
    ]
    await openssl('req', ...newKey, '-subj', subject, '-keyout', key, '-out', request)
    writeFileSync(more, `subjectAltName=${alternatives}\nextendedKeyUsage=serverAuth,clientAuth\n`)
    const signing = ['-CA', ca, '-CAkey', caKey, '-set_serial', String(++serial), '-extfile', more]
    await openssl('x509', '-req', ...days, '-in', request, ...signing, '-out', certificate)
    return { ca, certificate, key }
  }
}

/** A certificate for DNS names or IP addresses. @throws when there is no `openssl` */
export async function certify(folder: string, commonName: string, names: readonly string[]): Promise<Certificate> {
  const sign = await openAuthority(folder, '/CN=rehearsal')
  const subjects = names.map((name) => `${/^[\d.]+$/.test(name) ? 'IP' : 'DNS'}:${name}`)
  return sign('tls', `/CN=${commonName}`, subjects.join(','))
}

export function signingKeys(folder: string): { readonly privateKey: string; readonly publicKey: string } {
  mkdirSync(folder, { recursive: true })
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const files = { privateKey: path.join(folder, 'sa.key'), publicKey: path.join(folder, 'sa.pub') }
  writeFileSync(files.privateKey, pair.privateKey, { mode: 0o600 })
  writeFileSync(files.publicKey, pair.publicKey)
  return files
}
