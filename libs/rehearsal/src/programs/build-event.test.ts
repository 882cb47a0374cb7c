import { describe, expect, it } from 'vitest'
import { progressLine, type BuildEvent } from './build-event.ts'

const turn = { name: 'argocd', version: '3.5.7', n: 4, of: 8 } as const
const issue = { file: 'f', at: '', code: 'c', got: 'x.go:1:\n  syntax error', want: 'w', hint: 'h' }

describe('progressLine', () => {
  it.each<[BuildEvent, string]>([
    [{ ...turn, kind: 'kept' }, 'argocd (4 of 8): already built'],
    [{ ...turn, kind: 'waiting', pid: 17 }, 'argocd (4 of 8): waiting for process 17, which builds'],
    [{ ...turn, kind: 'started' }, 'argocd (4 of 8): building 3.5.7'],
    [{ ...turn, kind: 'going', seconds: 30, packages: 1 }, 'argocd (4 of 8): 30 s, 1 package compiled'],
    [{ ...turn, kind: 'going', seconds: 60, packages: 0 }, 'argocd (4 of 8): 60 s, 0 packages compiled'],
    [{ ...turn, kind: 'built', seconds: 312, bytes: 154_400_000 }, 'argocd (4 of 8): built in 312 s, 154 MB'],
    [{ ...turn, kind: 'built', seconds: 1, bytes: 10 }, 'argocd (4 of 8): built in 1 s, 1 MB'],
    [{ ...turn, kind: 'from-path', path: '/usr/bin/argocd' }, 'argocd (4 of 8): taken from PATH: /usr/bin/argocd'],
    [
      { ...turn, kind: 'failed', seconds: 9, issues: [issue] },
      'argocd (4 of 8): FAILED after 9 s: x.go:1: syntax error',
    ],
  ])('%o', (event, line) => expect(progressLine(event)).toBe(line))
})
