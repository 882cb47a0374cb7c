import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { exec, type Env } from '@slipway/cli/exec'
import { unrenderedReason, type UnrenderedReason } from '@slipway/review'

/** Seconds that one chart or kustomization may take. */
const mostSeconds = 60
/** Megabytes that it may come to. */
const mostMegabytes = 64
/** Kilobytes of addresses; Go keeps some hundred megabytes of them aside. */
const mostMemory = 4 * 2 ** 20

/** Settings by which programs reach the network as this machine does. */
const networkSettings = [
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
]
/** A port that nobody listens at: a program that tries the network fails at once. */
const nowhere = 'http://127.0.0.1:9'

/**
 * The environment of a program: nothing of the user's settings, credentials, plugins and clusters. Without the network
 * it has neither a proxy that answers nor a PATH on which git or a plugin could be.
 */
function environment(home: string, network: boolean): Env {
  const proxies = network
    ? Object.fromEntries(networkSettings.map((name) => [name, process.env[name]]))
    : {
        HTTP_PROXY: nowhere,
        HTTPS_PROXY: nowhere,
        http_proxy: nowhere,
        https_proxy: nowhere,
        ALL_PROXY: nowhere,
        NO_PROXY: '',
      }
  return {
    ...proxies,
    PATH: path.join(home, 'no-programs'),
    HOME: home,
    TMPDIR: home,
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_DATA_HOME: path.join(home, 'data'),
    HELM_PLUGINS: path.join(home, 'no-plugins'),
    KUBECONFIG: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: '',
    LC_ALL: 'C',
  }
}

export type Rendered = { readonly output: string } | { readonly reason: UnrenderedReason }

/** Warnings come first, the error last. @param folder whose place on this machine nobody has to know */
function lastWords(complaint: string, folder: string): string {
  const from = Math.max(0, complaint.lastIndexOf('Error: '))
  return complaint
    .slice(from)
    .replaceAll(`${folder}${path.sep}`, '')
    .replaceAll(folder, '.')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 400)
}

/** Runs helm or kustomize within limits of time, memory and output. @param home a folder of its own */
export async function runProgram(
  program: string,
  args: readonly string[],
  {
    cwd,
    home,
    network,
    input,
  }: { readonly cwd: string; readonly home: string; readonly network: boolean; readonly input?: string },
): Promise<Rendered> {
  mkdirSync(home, { recursive: true })
  const most = mostMegabytes * 2 ** 20
  const limited =
    process.platform === 'win32'
      ? ([program, args] as const)
      : (['/bin/sh', ['-c', `ulimit -v ${mostMemory}; exec "$@"`, 'sh', program, ...args]] as const)
  const signal = AbortSignal.timeout(mostSeconds * 1000)
  const ran = await exec(limited[0], limited[1], {
    cwd,
    env: environment(home, network),
    input,
    signal,
    group: true,
    keep: most + 1,
  })
  if (signal.aborted) return { reason: unrenderedReason('too-slow', mostSeconds) }
  if (ran.bytes.length > most) return { reason: unrenderedReason('too-large', mostMegabytes) }
  if (ran.code !== 0)
    return { reason: unrenderedReason('failed', lastWords(ran.stderr || `ended with ${ran.code ?? 'a signal'}`, cwd)) }
  return { output: ran.stdout }
}
