import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { asActReads, onlyJobs } from './workflow-text.ts'

const workflow = `on: push
jobs:
  plan:
    steps: [{ run: plan }]
  push:
    needs: [plan, build]
    strategy: { matrix: { app: "\${{ fromJSON(needs.plan.outputs.apps) }}" } }
    env: { IMAGE: "\${{ fromJSON(needs.plan.outputs.push).registry }}/x" }
  publish:
    needs: [push, plan]
    if: \${{ !cancelled() && needs.push.result == 'success' && needs.plan.result == 'success' }}
`
const before = {
  steps: [],
  jobs: new Map([['plan', 'success']]),
  outputs: new Map([
    ['plan apps', '["web"]'],
    ['plan push', '{"registry":"it\'s"}'],
  ]),
}

describe('onlyJobs', () => {
  it('keeps the named jobs, with what the others have put out before in the place of their outputs', () => {
    const { on, jobs } = parse(onlyJobs(workflow, ['push', 'publish'], before)) as Record<string, unknown>
    expect(on).toBe('push')
    expect(jobs).toEqual({
      push: {
        strategy: { matrix: { app: '${{ fromJSON(\'["web"]\') }}' } },
        env: { IMAGE: '${{ fromJSON(\'{"registry":"it\'\'s"}\').registry }}/x' },
      },
      publish: {
        needs: ['push'],
        if: "${{ !cancelled() && needs.push.result == 'success' && 'success' == 'success' }}",
      },
    })
  })

  it('knows what was not run as skipped, and no job that is not there', () => {
    expect(onlyJobs(workflow, ['publish'], before)).toContain("'skipped' == 'success'")
    expect(() => onlyJobs(workflow, ['pulish'], before)).toThrow('no job pulish; there are plan, push, publish')
  })
})

describe('asActReads', () => {
  it('leaves out the permission that act does not know, and nothing else', () => {
    const text = 'permissions:\n      id-token: write\n      artifact-metadata: write # why\n      contents: read\n'
    expect(asActReads(text)).toBe('permissions:\n      id-token: write\n      contents: read\n')
  })
})
