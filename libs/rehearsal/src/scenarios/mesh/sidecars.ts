import path from 'node:path'
import { startEnvoy, type Envoy } from '../../components/envoy.ts'
import { proxyToken, startIstiod } from '../../components/istiod.ts'
import { startSecretSource } from '../../traffic/sds.ts'
import { meshAuthority, type Identity, type Proof } from '../../traffic/spiffe.ts'
import { kinds, namespaceNamed, NoneFits, pending, seen, type Files, type TestContext } from '../shared/kit.ts'
import { meshObjects, type Member } from './mesh-member.ts'
import { meshSettings } from './mesh-settings.ts'

export interface Sidecars {
  /** The port at which istiod programs proxies. */
  readonly ads: number
  issue(identity: Identity): Promise<Proof>
  /** Starts a real Envoy beside a pod, whose place is applied already. */
  beside(member: Member, labels: Member['labels'], address: string): Promise<Envoy>
}

/** Starts istiod as the tree tells its own, and applies the tree's mesh objects. */
export async function openSidecars(test: TestContext, files: Files): Promise<Sidecars> {
  const { runtime, api, address: machine } = test
  if (machine === undefined)
    throw new NoneFits('proxies beside pods need a network namespace of their own: run as root, or allow `unshare -rn`')
  const { meshConfig, metadata } = meshSettings(files, test.cluster.name)
  const [{ ads }, issue] = await Promise.all([
    startIstiod(runtime, api, { mtls: true, meshConfig }),
    meshAuthority(path.join(runtime.folder, 'mesh')),
  ])
  const objects = meshObjects(files, test.cluster.name)
  // Add-ons have made theirs before the tree is applied.
  for (const name of new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? [])))
    if (!objects.some(({ kind, metadata }) => kind === 'Namespace' && metadata.name === name))
      await test.kube.apply(namespaceNamed(name))
  for (const object of objects) await test.kube.apply(object)
  return {
    ads,
    issue,
    beside: async (member, labels, address) => {
      const { name, namespace, serviceAccount } = member
      const [source, token] = [await startSecretSource(await issue(member)), await proxyToken(test.kube, member)]
      test.onEnd(source.close)
      // istiod must know the pod's place before it programs its proxy.
      await test.pause(1)
      return startEnvoy(runtime, {
        as: 'sidecar',
        name,
        namespace,
        labels,
        serviceAccount,
        token,
        ads,
        address,
        secrets: source.port,
        metadata,
      })
    },
  }
}

/** Waits until a pod runs. @returns its address */
export const addressOf = (
  test: TestContext,
  { namespace, name }: { readonly namespace?: string; readonly name: string },
) =>
  test.until(`the pod ${name} to run`, async () => {
    const { podIP, phase } = (await test.kube.get({ ...kinds.pod, namespace, name }))?.status ?? {}
    return phase === 'Running' && podIP !== undefined ? seen(podIP) : pending(`${name} is ${phase ?? 'not there'}`)
  })
