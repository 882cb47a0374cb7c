import { mkdirSync } from 'node:fs'
import { execSync } from '@slipway/cli/exec'

/** The address of this machine inside of its namespace that is not loopback. */
export const sandboxAddress = '10.255.255.1'

/** How the rest of a rehearsal is started: in namespaces of its own, or as it is. */
export interface Sandbox {
  readonly command: string
  readonly args: readonly string[]
  /** Whether network, processes and mounts are its own; then nothing of it outlives its first process, however that ends. */
  readonly isolated: boolean
}

// What `furnish` does: a machine may give namespaces and yet have no `ip`, or let nobody mount.
const probe = ['sh', '-c', 'ip link set lo up && mount -t tmpfs probe /tmp']
const works = (args: readonly string[]) =>
  execSync('unshare', [...args, '--', ...probe], { stdout: 'ignore', stderr: 'ignore' }).code === 0

/**
 * A network, process and mount namespace of our own where that can be had: as root, or as a user who may have a user namespace.
 * @param platform `process.platform`; namespaces are Linux's
 */
export function sandbox(command: string, args: readonly string[], platform: string = process.platform): Sandbox {
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const ways = platform === 'linux' ? [namespaces, ['--user', '--map-root-user', ...namespaces]] : []
  const way = ways.find(works)
  return way === undefined
    ? { command, args, isolated: false }
    : { command: 'unshare', args: [...way, '--', command, ...args], isolated: true }
}

/**
 * Inside of the namespaces, before anything is started: addresses, and a folder in memory that goes away with them.
 * @param folder a folder that is empty outside, and stays so
 */
export function furnish(folder: string): void {
  const run = (command: string, ...args: string[]) => {
    const { code, stderr } = execSync(command, args)
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim()}`)
  }
  run('ip', 'link', 'set', 'lo', 'up')
  run('ip', 'address', 'add', `${sandboxAddress}/32`, 'dev', 'lo')
  // Every pod address is one of this machine: a process can listen on it (REHEARSAL-NOTES).
  run('ip', 'route', 'add', 'local', '10.244.0.0/16', 'dev', 'lo')
  mkdirSync(folder, { recursive: true })
  run('mount', '-t', 'tmpfs', '-o', 'mode=700', 'rehearsal', folder)
}
