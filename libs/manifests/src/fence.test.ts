import { breaches, itemsOf, workloadOf } from '@slipway/kube'
import { teamKinds, teamLists } from '@slipway/model'
import { fence, fenceNames, type FencePart } from '@slipway/model/fence'
import { describe, expect, it } from 'vitest'
import { everySample, fleet, objects } from '../test/sample.ts'

/** What the fence would say of what we render ourselves. */
const told = (app: Parameters<typeof objects>[0]) => {
  const judged = { team: app.team, lists: teamLists(app.team, app.cluster, fleet) }
  return objects(app).flatMap((object) => {
    const [item] = itemsOf({
      path: `clusters/${app.cluster.name}/${app.team}/${app.name}/x.yaml`,
      source: '',
      objects: [object],
    })
    const workload = item === undefined ? undefined : workloadOf(item)
    return fenceNames.flatMap((name) =>
      (fence[name] as FencePart).constraints
        .filter(({ kinds }) => kinds.length === 0 || kinds.includes(object.kind))
        .flatMap((constraint) => {
          const root = constraint.of === 'object' ? object : workload?.template
          return breaches(constraint, root, '', judged).map(({ at }) => `${object.kind} ${at}: ${constraint.want}`)
        }),
    )
  })
}

describe('what is rendered of an app', () => {
  it.each(everySample())('%s: keeps to what a team may', (_, app) => {
    expect(told(app)).toEqual([])
    const kinds = new Set(teamKinds.map(({ kind }) => kind))
    expect(objects(app).filter(({ kind }) => !kinds.has(kind))).toEqual([])
  })
})
