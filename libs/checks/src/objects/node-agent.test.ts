import { expect, it } from 'vitest'
import { isNodeAgent } from './node-agent.ts'

it.each([
  ['clusters/prod-eu/platform/logging/daemonset-log-collector.yaml', 'DaemonSet', true],
  ['clusters/prod-eu/platform/logging/daemonset-log-collector.yaml', 'Deployment', false],
  ['clusters/prod-eu/platform/logging/daemonset-other.yaml', 'DaemonSet', false],
  ['clusters/prod-eu/shop/logging/daemonset-log-collector.yaml', 'DaemonSet', false],
  ['clusters/prod-eu/shop/platform/logging/daemonset-log-collector.yaml', 'DaemonSet', false],
])('%s as %s: %s', (path, kind, is) => {
  expect(isNodeAgent({ path, kind })).toBe(is)
})
