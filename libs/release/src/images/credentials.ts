import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { execSync } from '@slipway/cli/exec'
import { readJson } from '@slipway/core'
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
  const { Username: username, Secret: password } = (readJson(done.stdout) ?? {}) as {
    Username?: string
    Secret?: string
  }
  return username === undefined || password === undefined ? undefined : { username, password }
}

/** `host[:port]` of a registry or an image. */
const hostOfImage = (image: string): string => image.split('/')[0] ?? ''

/** Docker Hub by the name that people know. */
const hosts: Readonly<Record<string, string>> = { 'docker.io': 'registry-1.docker.io' }

/**
 * Sends a password to its own registry alone, since files of teams name registries, too. From the environment for
 * REGISTRY_HOST (without it, for the registries of the fleet), else as docker has them by host.
 * @param own registries of the fleet
 */
export const credentialsOf =
  (own: readonly string[], env: NodeJS.ProcessEnv = process.env) =>
  (host: string): Credentials | undefined => {
    const { REGISTRY_HOST: named, REGISTRY_USERNAME: username, REGISTRY_PASSWORD: password } = env
    const theirs = named === undefined ? own.map(hostOfImage) : [hosts[named] ?? named]
    if (username !== undefined && password !== undefined && theirs.includes(host)) return { username, password }
    return fromDocker(host, env)
  }

function fromDocker(host: string, env: NodeJS.ProcessEnv): Credentials | undefined {
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
