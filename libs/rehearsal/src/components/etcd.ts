import path from 'node:path'
import { answersHttp, freePorts, type Runtime } from '../cluster/runtime.ts'

/** @returns the URL for clients */
export async function startEtcd(runtime: Runtime, command: string): Promise<string> {
  const [client, peer] = await freePorts(2)
  const url = `http://127.0.0.1:${client}`
  const peers = `http://127.0.0.1:${peer}`
  const running = runtime.start({
    name: 'etcd',
    command,
    args: [
      '--data-dir',
      path.join(runtime.folder, 'etcd'),
      '--name',
      'only',
      '--initial-cluster',
      `only=${peers}`,
      '--listen-client-urls',
      url,
      '--advertise-client-urls',
      url,
      '--listen-peer-urls',
      peers,
      '--initial-advertise-peer-urls',
      peers,
      // Its data is thrown away.
      '--unsafe-no-fsync',
      '--log-level',
      'warn',
    ],
  })
  await runtime.ready(running, () => answersHttp(`${url}/health`))
  return url
}
