import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { execSync } from '@slipway/cli/exec'
import type { Credentials } from './registry.ts'

interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>
  readonly credHelpers?: Readonly<Record<string, string>>
  readonly credsStore?: string
}

function dockerConfig(env: NodeJS.ProcessEnv): DockerConfig {
  try {
    const file = path.join(env['DOCKER_CONFIG'] ?? path.join(homedir(), '.docker'), 'config.json')
    return JSON.parse(readFileSync(file, 'utf8')) as DockerConfig
  } catch {
    return {}
  }
}

function fromHelper(helper: string, host: string): Credentials | undefined {
  if (!/^[a-z0-9._-]+$/i.test(helper)) return undefined
  const done = execSync(`docker-credential-${helper}`, ['get'], { input: host, timeout: 15_000 })
  try {
    const said = JSON.parse(done.stdout) as { Username?: string; Secret?: string }
    return said.Username === undefined || said.Secret === undefined
      ? undefined
      : { username: said.Username, password: said.Secret }
  } catch {
    return undefined
  }
}

/** From the environment, else as docker has them (config file, credential helpers). */
export function credentialsFor(host: string, env: NodeJS.ProcessEnv = process.env): Credentials | undefined {
  const { REGISTRY_USERNAME: username, REGISTRY_PASSWORD: password } = env
  if (username !== undefined && password !== undefined) return { username, password }
  const { auths = {}, credHelpers = {}, credsStore } = dockerConfig(env)
  const auth = (auths[host] ?? auths[`https://${host}`])?.auth
  if (auth !== undefined && auth !== '') {
    const text = Buffer.from(auth, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    if (colon > 0) return { username: text.slice(0, colon), password: text.slice(colon + 1) }
  }
  const helper = credHelpers[host] ?? credsStore
  return helper === undefined ? undefined : fromHelper(helper, host)
}
