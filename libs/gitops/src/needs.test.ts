import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1'
import type { KubeObject } from '@slipway/core'
import type { Cluster, Fleet } from '@slipway/fleet'
import { ackGroupKinds, ackHealthSettings, addons } from '@slipway/platform'
import { describe, expect, it } from 'vitest'
import { fleet, modelOf, prod } from '../test/fixture.ts'
import { gitopsObjects } from './argo-chart.ts'

const writer: Cluster = { ...prod, needs: 'ack' }
const objectsOf = (cluster: Cluster, of: Fleet = fleet): readonly KubeObject[] =>
  gitopsObjects({ ...modelOf(prod), cluster }, of).flatMap(({ objects }) => objects)
const projects = (cluster: Cluster) =>
  new Map(
    (objectsOf(cluster).filter(({ kind }) => kind === 'AppProject') as unknown as readonly IAppProject[]).map((one) => [
      one.metadata?.name ?? '',
      one.spec,
    ]),
  )
const isAcks = ({ group }: { readonly group: string }) => group.endsWith('.services.k8s.aws')
const health = ackGroupKinds.map(([group, kind]) => `resource.customizations.health.${group}_${kind}`)

describe('where controllers make what apps need', () => {
  it('the platform alone may have their objects, in their namespace', () => {
    for (const [name, { namespaceResourceWhitelist = [], destinations = [] }] of projects(writer)) {
      const permitted = namespaceResourceWhitelist.filter(isAcks).map(({ group, kind }) => [group, kind])
      const spaces = destinations.map(({ namespace }) => namespace)
      expect([name, permitted]).toEqual([name, name === 'platform' ? [...ackGroupKinds] : []])
      // That of the chart is the add-ons' own.
      if (!['addons', 'platform'].includes(name)) expect(spaces).not.toContain('ack-system')
    }
    expect(
      projects(writer)
        .get('platform')
        ?.destinations?.map(({ namespace }) => namespace),
    ).toContain('ack-system')
  })

  it('Argo CD knows when one is well, be it its chart or the capability', () => {
    const chart = JSON.stringify(objectsOf(writer))
    const capability = JSON.stringify(objectsOf(writer, { ...fleet, argocd: 'eks' }))
    for (const key of health) for (const text of [chart, capability]) expect(text).toContain(JSON.stringify(key))
    for (const condition of ['ACK.Terminal', 'ACK.Recoverable', 'ACK.ResourceSynced'])
      for (const script of Object.values(ackHealthSettings)) expect(script).toContain(`"${condition}"`)
  })

  it('they see one namespace, keep what they let go of, and add nothing of their own', () => {
    const [ack] = addons(writer, fleet).filter(({ name }) => name === 'ack')
    expect(ack?.props.namespace).toBe('ack-system')
    for (const service of ['dynamodb', 's3', 'sns', 'sqs'])
      expect(ack?.props.values[service]).toMatchObject({
        installScope: 'namespace',
        deletionPolicy: 'retain',
        enableCARM: false,
        enableCrossNamespace: false,
        resourceTags: [],
        aws: { region: prod.region },
        serviceAccount: { name: `ack-${service}-controller` },
      })
  })

  it.each([undefined, 'stacks', 'handover'] as const)('nothing of it is there with %s', (needs) => {
    const text = JSON.stringify(objectsOf({ ...prod, ...(needs === undefined ? {} : { needs }) }))
    expect(text).not.toContain('services.k8s.aws')
    expect(text).not.toContain('ack-system')
  })
})
