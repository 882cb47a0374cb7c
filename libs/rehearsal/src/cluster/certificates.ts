import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exec } from '@slipway/cli/exec'

export interface Certificate {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

export async function openssl(...args: string[]): Promise<void> {
  const { code, missing, stderr } = await exec('openssl', args)
  if (missing) throw new Error('openssl is not on PATH: install it (Debian, Ubuntu: apt-get install openssl)')
  if (code !== 0) throw new Error(`openssl ${args.join(' ')}: ${stderr.trim()}`)
}

export const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'] as const

/** A certificate for DNS names or IP addresses, valid for two days. @throws when there is no `openssl` */
export async function certify(folder: string, commonName: string, names: readonly string[]): Promise<Certificate> {
  mkdirSync(folder, { recursive: true })
  const at = (name: string) => path.join(folder, name)
  await openssl(
    'req',
    '-x509',
    ...newKey,
    '-days',
    '2',
    '-subj',
    '/CN=rehearsal',
    '-keyout',
    at('ca.key'),
    '-out',
    at('ca.crt'),
  )
  await openssl('req', ...newKey, '-subj', `/CN=${commonName}`, '-keyout', at('tls.key'), '-out', at('tls.csr'))
  const subjects = names.map((name) => `${/^[\d.]+$/.test(name) ? 'IP' : 'DNS'}:${name}`).join(',')
  writeFileSync(at('ext'), `subjectAltName=${subjects}\nextendedKeyUsage=serverAuth,clientAuth\n`)
  await openssl(
    'x509',
    '-req',
    '-days',
    '2',
    '-in',
    at('tls.csr'),
    '-CA',
    at('ca.crt'),
    '-CAkey',
    at('ca.key'),
    '-CAcreateserial',
    '-extfile',
    at('ext'),
    '-out',
    at('tls.crt'),
  )
  return { ca: at('ca.crt'), certificate: at('tls.crt'), key: at('tls.key') }
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
