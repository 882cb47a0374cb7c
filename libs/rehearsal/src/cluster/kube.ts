import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { readJson, type KubeObject } from '@slipway/core'
import type { Kind, KubeEvent, KubeRequest, Live, Ref } from './kube-object.ts'
import { watchForever } from './kube-watch.ts'
import { refOf } from './live.ts'

export type { Kind, KubeEvent, Live, Ref }

export class KubeError extends Error {
  readonly status: number
  readonly reason: string
  constructor(status: number, reason: string, message: string) {
    super(message)
    this.status = status
    this.reason = reason
  }
}

interface Resource {
  readonly name: string
  readonly kind: string
  readonly namespaced: boolean
}

interface ListOptions {
  readonly namespace?: string | undefined
  readonly labels?: string | undefined
}

/**
 * A client that passes objects through. Not @kubernetes/client-node: it drops fields that its models do not know, and a
 * rehearsal tests whether the server takes every field.
 */
export interface Kube {
  get(ref: Ref): Promise<Live | undefined>
  list(kind: Kind, options?: ListOptions): Promise<readonly Live[]>
  create(object: KubeObject): Promise<Live>
  /** Server-side apply with force. @throws KubeError when refused */
  apply(object: KubeObject, options?: { readonly dryRun?: boolean; readonly manager?: string }): Promise<Live>
  patch(ref: Ref, patch: unknown, subresource?: string): Promise<Live>
  jsonPatch(ref: Ref, operations: readonly unknown[]): Promise<Live>
  delete(ref: Ref, options?: { readonly graceSeconds?: number }): Promise<boolean>
  /** @returns false when the pod's budget does not allow it now */
  evict(namespace: string, pod: string): Promise<boolean>
  /** Reports all objects of a kind, then every change, until stopped. */
  watch(kind: Kind, tell: (event: KubeEvent) => void, options?: ListOptions): () => void
  raw(asked: KubeRequest): Promise<unknown>
  close(): void
}

const read = async (answer: IncomingMessage) => {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const queryOf = (values: Readonly<Record<string, string | undefined>>) => {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}

/** @param server its certificate is its own, so it is not checked */
export function kube(server: string, token: string): Kube {
  const url = new URL(server)
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: 64 })
  const groups = new Map<string, Promise<readonly Resource[]>>()
  const watches = new Set<AbortController>()

  const open = ({ method, path, body, type }: KubeRequest) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': type ?? 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      }
      const asked = request({ hostname: url.hostname, port: url.port, path, method, headers, agent }, resolve)
      // Not `once`: a cut connection may fail twice, and an unhandled error ends the process.
      asked.on('error', reject)
      asked.end(body)
    })
  const ask = async (asked: KubeRequest) => {
    const answer = await open(asked)
    const text = await read(answer)
    const status = answer.statusCode ?? 0
    if (status < 300) return text === '' ? undefined : JSON.parse(text)
    const said = (readJson(text) ?? { message: text.slice(0, 500) }) as { reason?: string; message?: string }
    throw new KubeError(status, said.reason ?? '', said.message ?? `${asked.method} ${asked.path}: ${status}`)
  }

  const rootOf = (apiVersion: string) => (apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`)
  const resourcesOf = (apiVersion: string) =>
    ask({ method: 'GET', path: rootOf(apiVersion) }).then((found) =>
      (found as { resources: Resource[] }).resources.filter(({ name }) => !name.includes('/')),
    )
  const resourceOf = async ({ apiVersion, kind }: Kind) => {
    for (const fresh of [false, true]) {
      if (fresh || !groups.has(apiVersion)) {
        const asked = resourcesOf(apiVersion)
        groups.set(apiVersion, asked)
        asked.catch(() => groups.delete(apiVersion))
      }
      const found = (await groups.get(apiVersion))?.find((resource) => resource.kind === kind)
      if (found !== undefined) return found
    }
    throw new KubeError(404, 'NoKindMatch', `the cluster knows no ${kind} of ${apiVersion}: its CRD is not there`)
  }
  const pathOf = async (kind: Kind, namespace?: string, name?: string, subresource?: string) => {
    const resource = await resourceOf(kind)
    const inside = resource.namespaced && namespace !== undefined ? `/namespaces/${namespace}` : ''
    const end = [name, subresource]
      .filter((part) => part !== undefined)
      .map((part) => `/${part}`)
      .join('')
    return `${rootOf(kind.apiVersion)}${inside}/${resource.name}${end}`
  }
  const refPath = (ref: Ref, subresource?: string) => pathOf(ref, ref.namespace, ref.name, subresource)
  const send = async (method: string, path: string, body: unknown, type?: string) =>
    (await ask({ method, path, body: JSON.stringify(body), type })) as Live
  const absent = (error: unknown) => {
    if (error instanceof KubeError && error.status === 404) return undefined
    throw error
  }

  const client: Kube = {
    get: async (ref) => (await ask({ method: 'GET', path: await refPath(ref) }).catch(absent)) as Live | undefined,
    list: async (kind, { namespace, labels } = {}) => {
      const path = `${await pathOf(kind, namespace)}${queryOf({ labelSelector: labels })}`
      const found = (await ask({ method: 'GET', path })) as { items: Live[] }
      // Items of a list lack kind and apiVersion.
      return found.items.map((item) => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind }))
    },
    create: async (object) => send('POST', await pathOf(object, object.metadata.namespace), object),
    apply: async (object, { dryRun = false, manager = 'rehearsal' } = {}) => {
      const query = queryOf({
        fieldManager: manager,
        force: 'true',
        fieldValidation: 'Strict',
        dryRun: dryRun ? 'All' : undefined,
      })
      const path = `${await refPath(refOf(object))}${query}`
      return send('PATCH', path, object, 'application/apply-patch+yaml')
    },
    patch: async (ref, patch, subresource) =>
      send('PATCH', await refPath(ref, subresource), patch, 'application/merge-patch+json'),
    jsonPatch: async (ref, operations) => send('PATCH', await refPath(ref), operations, 'application/json-patch+json'),
    delete: async (ref, { graceSeconds } = {}) => {
      const body = JSON.stringify({
        propagationPolicy: 'Background',
        gracePeriodSeconds: graceSeconds,
      })
      return (await ask({ method: 'DELETE', path: await refPath(ref), body }).then(() => true, absent)) ?? false
    },
    evict: async (namespace, pod) => {
      const body = JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace } })
      try {
        await ask({ method: 'POST', path: `/api/v1/namespaces/${namespace}/pods/${pod}/eviction`, body })
        return true
      } catch (error) {
        if (error instanceof KubeError && error.status === 429) return false
        if (error instanceof KubeError && error.status === 404) return true
        throw error
      }
    },
    watch: (kind, tell, { namespace, labels } = {}) => {
      const stop = new AbortController()
      watches.add(stop)
      const list = async () => `${await pathOf(kind, namespace)}${queryOf({ labelSelector: labels })}`
      void watchForever({ kind, list, ask, send: open }, tell, stop.signal)
      return () => {
        watches.delete(stop)
        stop.abort()
      }
    },
    raw: ask,
    close: () => {
      for (const stop of watches) stop.abort()
      agent.destroy()
    },
  }
  return client
}
