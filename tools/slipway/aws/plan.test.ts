import { awsStacks } from '@slipway/aws'
import { describe, expect, it } from 'vitest'
import type { Cluster, Fleet } from '@slipway/fleet'
import { clusterOf, fleetOf } from '../test/aws-fleet.ts'
import { planText, stepsOf } from './plan.ts'

const planned = (fleet: Fleet, cluster: Cluster) => stepsOf(fleet, cluster, awsStacks(fleet, []))

describe('the plan of a cluster', () => {
  const [one, two] = [clusterOf('one'), clusterOf('beta')]

  it('has its own stacks, none of another cluster in the account, and each after what it waits for', () => {
    const steps = planned(fleetOf(one, two), one)
    const ids = steps.map(({ id }) => id)
    expect(ids.slice(0, 2)).toEqual(['222233334444/eu-west-1/one-network', '222233334444/eu-west-1/one-cluster'])
    expect(ids.filter((id) => id.includes('beta'))).toEqual([])
    // The neighbour's roles and boundary are its own, whatever its name begins with.
    const neighbour = clusterOf('one-b')
    const beside = planned(fleetOf(one, neighbour), one).map(({ id }) => id)
    expect(beside).toEqual(planned(fleetOf(one), one).map(({ id }) => id))
    expect(ids).toContain('222233334444/role-secrets-one-shop')
    steps.forEach(({ after }, i) => {
      for (const before of after) expect(ids.slice(0, i)).toContain(before)
    })
  })

  it('says what to type, for each format', () => {
    expect(planned(fleetOf(one), one)[0]?.command).toBe(
      'aws cloudformation deploy --stack-name globex-one-network --template-file aws/222233334444/eu-west-1/one-network.yaml --capabilities CAPABILITY_NAMED_IAM --region eu-west-1',
    )
    expect(planned({ ...fleetOf(one), stacks: 'opentofu' }, one)[0]?.command).toBe(
      'tofu -chdir=aws/222233334444/eu-west-1/one-network init && tofu -chdir=aws/222233334444/eu-west-1/one-network apply',
    )
    const byEksctl = clusterOf('one', { aws: { by: 'eksctl', admins: [], zones: false } })
    expect(
      planned(fleetOf(byEksctl), byEksctl)
        .slice(0, 2)
        .map(({ id, command }) => [id, command.split(' ')[0]]),
    ).toEqual([
      ['222233334444/eu-west-1/one-node-role', 'aws'],
      ['222233334444/eu-west-1/one.eksctl', 'eksctl'],
    ])
  })

  it('is numbered, with a blank line between steps', () => {
    const step = { id: 'a/b', description: 'B', after: ['a/a'], command: 'make b' }
    expect(planText([step, { ...step, after: [] }], 'a')).toBe(
      '1  a/b: B\n   after a/a\n   make b\n\n2  a/b: B\n   make b\n',
    )
  })

  it("says which account a stack is of that is not the cluster's", () => {
    const step = { id: '111122223333/eu-west-1/b', description: 'B', after: [], command: 'make b' }
    expect(planText([step], '222233334444')).toContain('in account 111122223333, not 222233334444')
    expect(planText([step], '111122223333')).not.toContain('in account')
  })
})
