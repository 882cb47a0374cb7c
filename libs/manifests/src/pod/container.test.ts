import { describe, expect, it } from 'vitest'
import { bytes } from '@slipway/spec'
import { memoryText } from '../quantity.ts'
import { containerOf, digestOf, everySample, podOf, sample, type Given } from '../../test/sample.ts'

const image = `registry.example/tool@${digestOf('b')}`
const size = { cpu: '100m', memory: '64Mi' }
const sidecarsOf = (
  ...sidecars: { name: string; port?: number; ready?: string; command?: string[]; env?: Record<string, string> }[]
) =>
  podOf(sample({ kind: 'http', sidecars: sidecars.map((s) => ({ image, ...size, ...s })) })).spec.initContainers ?? []

describe('variables that the kubelet fills in', () => {
  it('are fields of the pod, and what the container is given', () => {
    const given = { NODE: { field: 'spec.nodeName' }, MEMORY: { from: 'memory' }, CPU: { from: 'cpu' } } as const
    const of = (limits: object) => containerOf(sample({ kind: 'http', env: given, ...limits })).env
    const cores = (resource: string) => ({
      name: 'CPU',
      valueFrom: { resourceFieldRef: { containerName: 'app', resource, divisor: '1' } },
    })
    expect(of({})).toEqual(
      expect.arrayContaining([
        { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
        {
          name: 'MEMORY',
          valueFrom: { resourceFieldRef: { containerName: 'app', resource: 'limits.memory', divisor: '1' } },
        },
        cores('requests.cpu'),
      ]),
    )
    expect(of({ limits: { cpu: '1' } })).toContainEqual(cores('limits.cpu'))
  })
})

describe('mainContainer', () => {
  it.each(everySample())('%s: is named app, pinned by digest, and keeps to Pod Security restricted', (_, app) => {
    expect(containerOf(app)).toMatchObject({
      name: 'app',
      image: `registry.example/web@${digestOf('a')}`,
      imagePullPolicy: 'IfNotPresent',
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      },
    })
  })

  it('asks for what the spec says, limits memory to it, and does not limit cpu', () => {
    const app = sample({ kind: 'http', cpu: '1.5', memory: '200Mi' })
    expect(containerOf(app).resources).toEqual({
      requests: { cpu: '1500m', memory: '200Mi', 'ephemeral-storage': '256Mi' },
      limits: { memory: '200Mi', 'ephemeral-storage': memoryText(app.container.limits.disk) },
    })
  })

  it('limits as the spec says', () => {
    const { resources } = containerOf(sample({ kind: 'http', limits: { cpu: '2', memory: '1Gi' }, disk: '1Gi' }))
    expect(resources?.requests).toEqual({ cpu: '250m', memory: '256Mi', 'ephemeral-storage': '1Gi' })
    expect(resources?.limits).toMatchObject({ cpu: '2', memory: '1Gi' })
  })

  it('may fill its scratch volumes without being evicted: they count as ephemeral storage, volumes that last do not', () => {
    const disk = (given: Given) => {
      const { requests, limits } = containerOf(sample(given)).resources ?? {}
      return [requests?.['ephemeral-storage'], limits?.['ephemeral-storage']].map(
        (text) => bytes(String(text)) / 2 ** 20,
      )
    }
    const volumes = { '/cache': '10Gi', '/work': '1Gi' }
    const [request = 0, limit = 0] = disk({ kind: 'http' })
    expect(disk({ kind: 'http', volumes })).toEqual([request + 11 * 1024, limit + 11 * 1024])
    expect(disk({ kind: 'stateful', volumes })).toEqual([request, limit])
  })

  it('drains: the kubelet sleeps before SIGTERM, and the grace covers the sleep, the drain and a rest', () => {
    const app = sample({ kind: 'http', drain: '30s' })
    expect(containerOf(app).lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } })
    expect(podOf(app).spec.terminationGracePeriodSeconds).toBe(45)
    expect(containerOf(sample({ kind: 'cron' })).lifecycle).toBeUndefined()
  })

  it('names its ports, the main one http', () => {
    expect(containerOf(sample({ kind: 'http', port: 9012, ports: { grpc: 9000 } })).ports).toEqual([
      { name: 'http', containerPort: 9012, protocol: 'TCP' },
      { name: 'grpc', containerPort: 9000, protocol: 'TCP' },
    ])
    expect(containerOf(sample({ kind: 'cron' }))).not.toHaveProperty('ports')
  })

  it('gets values, fields of the pod, and secrets by reference', () => {
    const { env } = containerOf(sample({ kind: 'http', env: { MODE: 'fast' }, secrets: { DB_URL: 'shop/db#url' } }))
    expect(env).toContainEqual({ name: 'MODE', value: 'fast' })
    expect(env).toContainEqual({ name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } })
    expect(env).toContainEqual({ name: 'DB_URL', valueFrom: { secretKeyRef: { name: 'web-secrets', key: 'DB_URL' } } })
  })

  it('runs the command of the image unless the spec has one', () => {
    expect(containerOf(sample({ kind: 'http' }))).not.toHaveProperty('command')
    expect(containerOf(sample({ kind: 'http', command: ['node', 'main.js'] })).command).toEqual(['node', 'main.js'])
  })

  it('takes arguments for the ENTRYPOINT of the image, or for the command', () => {
    const start = (given: object) => {
      const { command, args } = containerOf(sample({ kind: 'http', ...given }))
      return [command, args]
    }
    expect(start({ args: ['server'] })).toEqual([undefined, ['server']])
    expect(start({ command: ['ak'], args: ['server'] })).toEqual([['ak'], ['server']])
  })

  it('has each variable after those that it names, where the kubelet finds them; all others as they were', () => {
    const env = { A_URL: 'https://$(Z_HOST)/$(MODE)', B: '$(A_URL)?$$(MODE)', MODE: 'fast', Z_HOST: 'u:$(PASSWORD)@h' }
    const names = containerOf(sample({ kind: 'http', env, secrets: { PASSWORD: 'shop/db#password' } })).env
    const own = [...Object.keys(env), 'PASSWORD']
    expect(names?.map(({ name }) => name).filter((name) => own.includes(name))).toEqual([
      'MODE',
      'PASSWORD',
      'Z_HOST',
      'A_URL',
      'B',
    ])
  })

  it('mounts scratch disk at /tmp and the volumes of the spec', () => {
    expect(containerOf(sample({ kind: 'stateful', volumes: { '/data': '10Gi' } })).volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'data', mountPath: '/data' },
    ])
  })
})

describe('sidecarContainer', () => {
  it('gets secrets of its own, which the app does not', () => {
    const app = sample({
      kind: 'http',
      sidecars: [{ name: 'gate', image, cpu: '100m', memory: '64Mi', secrets: { KEY: 'gate/oidc#key' } }],
    })
    const ref = { name: 'KEY', valueFrom: { secretKeyRef: { name: 'web-secrets', key: 'sidecar.gate.KEY' } } }
    expect(podOf(app).spec.initContainers?.[0]?.env).toEqual([ref])
    expect(containerOf(app).env).not.toContainEqual(ref)
  })

  it('is a native sidecar: an init container that stays, which cdk8s-plus-27 would make a plain one', () => {
    const [sidecar] = sidecarsOf({ name: 'statsd', command: ['statsd', '-v'], env: { B: '2', A: '1' } })
    expect(sidecar).toEqual({
      name: 'statsd',
      image,
      imagePullPolicy: 'IfNotPresent',
      restartPolicy: 'Always',
      command: ['statsd', '-v'],
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      resources: {
        requests: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
        limits: { memory: '64Mi', 'ephemeral-storage': '64Mi' },
      },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        privileged: false,
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      },
      volumeMounts: [{ name: 'tmp', mountPath: '/tmp', subPath: 'statsd' }],
    })
  })

  it('with a port is asked whether it is there, with a path whether it is ready', () => {
    const [bare, ready] = sidecarsOf({ name: 'fpm', port: 9000 }, { name: 'nginx', port: 8081, ready: '/ping' })
    expect(bare?.ports).toEqual([{ name: 'fpm-tcp', containerPort: 9000, protocol: 'TCP' }])
    expect(bare?.readinessProbe?.tcpSocket).toEqual({ port: 'fpm-tcp' })
    expect(bare?.livenessProbe?.tcpSocket).toEqual({ port: 'fpm-tcp' })
    expect(ready?.readinessProbe?.httpGet).toEqual({ path: '/ping', port: 'nginx-tcp' })
    expect(ready?.readinessProbe?.tcpSocket).toBeUndefined()
    expect(ready?.livenessProbe?.tcpSocket).toEqual({ port: 'nginx-tcp' })
  })

  it.each(['php-fpm', 'mongo-router', 'metrics-ex-porter', 'a--b', 'a-very-long-name-for-a-sidecar', 'x'])(
    'gives %s a port name that Kubernetes takes',
    (name) => {
      const port = sidecarsOf({ name, port: 9000 })[0]?.ports?.[0]?.name ?? ''
      expect(port).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(port.length).toBeLessThanOrEqual(15)
    },
  )
})
