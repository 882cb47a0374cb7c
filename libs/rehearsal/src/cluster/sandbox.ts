import { mkdirSync } from 'node:fs'
import { execSync } from '@slipway/cli/exec'

export const sandboxAddress = '10.255.255.1'

interface Sandbox {
  readonly command: string
  readonly args: readonly string[]
  /** With its own network, processes and mounts, nothing outlives its first process. */
  readonly isolated: boolean
}

// A machine may allow namespaces and yet have no `ip`, or allow no mount.
const probe = ['sh', '-c', 'ip link set lo up && mount -t tmpfs probe /tmp']
const works = (args: readonly string[]) =>
  execSync('unshare', [...args, '--', ...probe], { stdout: 'ignore', stderr: 'ignore' }).code === 0

/** A network, process and mount namespace where possible: as root, or with a user namespace. */
export function sandbox(command: string, args: readonly string[], platform: string = process.platform): Sandbox {
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const ways = platform === 'linux' ? [namespaces, ['--user', '--map-root-user', ...namespaces]] : []
  const way = ways.find(works)
  return way === undefined
    ? { command, args, isolated: false }
    : { command: 'unshare', args: [...way, '--', command, ...args], isolated: true }
}

/** Sets up the namespace: addresses, and a folder in memory. */
export function furnish(folder: string): void {
  const run = (command: string, ...args: string[]) => {
    const { code, stderr } = execSync(command, args)
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim()}`)
  }
  run('ip', 'link', 'set', 'lo', 'up')
  run('ip', 'address', 'add', `${sandboxAddress}/32`, 'dev', 'lo')
  // Every pod address is local, so that processes can listen on it.
  run('ip', 'route', 'add', 'local', '10.244.0.0/16', 'dev', 'lo')
  // And those that istiod gives to hosts outside.
  run('ip', 'route', 'add', 'local', '240.240.0.0/16', 'dev', 'lo')
  mkdirSync(folder, { recursive: true })
  run('mount', '-t', 'tmpfs', '-o', 'mode=700', 'rehearsal', folder)
}
