import { describe, expect, it } from 'vitest'
import { withoutRelease } from './deployment-to-rollout.ts'

const around = (release: string) =>
  `export default defineApp({\n  kind: 'http', port: 8080,\n${release}  in: { prod: { scale: 4 } },\n})\n`

describe('a spec without its release', () => {
  it.each([
    ['in one line', around("  release: { canary: [5, 25], hold: '2m', slo: { errors: '1%' } },\n"), around('')],
    [
      'in several',
      around("  release: {\n    canary: [5],\n    slo: {\n      errors: '1%',\n    },\n  },\n"),
      around(''),
    ],
    [
      'in app.yaml',
      'kind: http\nrelease:\n  canary: [5, 25]\n  slo:\n    errors: 1%\nport: 8080\n',
      'kind: http\nport: 8080\n',
    ],
    ['last in app.yaml', 'kind: http\nrelease: { canary: [5] }\n', 'kind: http\n'],
    ['that has none', around(''), around('')],
  ])('%s', (_, given, wanted) => {
    expect(withoutRelease(given)).toBe(wanted)
  })
})
