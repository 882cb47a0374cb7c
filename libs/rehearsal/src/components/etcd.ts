import path from 'node:path'
import { flags, freePorts, local, type Runtime } from '../cluster/runtime.ts'

export async function startEtcd(runtime: Runtime): Promise<string> {
  const [client, peer] = await freePorts(2)
  const [url, peers] = [`http://${local(client)}`, `http://${local(peer)}`]
  const args = flags({
    'data-dir': path.join(runtime.folder, 'etcd'),
    name: 'only',
    'initial-cluster': `only=${peers}`,
    'listen-client-urls': url,
    'advertise-client-urls': url,
    'listen-peer-urls': peers,
    'initial-advertise-peer-urls': peers,
    // Its data is thrown away.
    'unsafe-no-fsync': true,
    'log-level': 'warn',
  })
  await runtime.serve({ program: 'etcd', args }, `${url}/health`)
  return url
}
