import { describe, expect, it } from 'vitest'
import type { Finding } from './finding.ts'
import { report } from './report.ts'
import type { InTree } from './tree.ts'

const tree: InTree[] = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
  file: `clusters/dev/shop/${name}/deployment-${name}.yaml`,
  cluster: 'dev',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' } },
}))
const findings = tree.map(
  ({ object }): Finding => ({
    judge: 'kube-score',
    check: 'pod-probes',
    object: `dev/shop/Deployment/${object.metadata.name}`,
    detail: 'No\n probe',
  }),
)

describe('report', () => {
  it('is one line when all is waived', () => {
    expect(report({ waived: findings, notWaived: [], idle: [] }, tree)).toBe(
      'judge: 5 objects, 5 findings waived, 0 not waived\n',
    )
  })

  it('names file, object and words of some findings of a check, and counts the others', () => {
    const text = report({ waived: [], notWaived: findings, idle: [] }, tree)
    expect(text).toContain(
      [
        'clusters/dev/shop/c/deployment-c.yaml: dev/shop/Deployment/c  [kube-score/pod-probes]',
        '  given   No probe (and 2 more like it)',
      ].join('\n'),
    )
    expect(text).not.toContain('deployment-d.yaml')
    expect(text.endsWith('judge: 5 objects, 0 findings waived, 5 not waived\n')).toBe(true)
  })

  it('names a waiver that answers nothing', () => {
    const idle = {
      judge: 'kube-score',
      check: 'pod-probes',
      scope: '*/*/*/*',
      says: 'identical',
      why: 'because',
    } as const
    const text = report({ waived: [], notWaived: [], idle: [idle] }, tree)
    expect(text).toContain('maintainers/judge/waivers.ts: kube-score/pod-probes  [idle-waiver]\n')
    expect(text).toContain('given   a waiver for */*/*/* that says "identical"\n')
  })
})
