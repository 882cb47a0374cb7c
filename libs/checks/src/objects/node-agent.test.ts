import { expect, it } from 'vitest'
import { isCollector, isNodeAgent } from './node-agent.ts'

it.each([
  ['clusters/prod-eu/platform/logging/daemonset-log-collector.yaml', 'DaemonSet', true],
  ['clusters/prod-eu/platform/logging/daemonset-log-collector.yaml', 'Deployment', false],
  ['clusters/prod-eu/platform/logging/daemonset-other.yaml', 'DaemonSet', false],
  ['clusters/prod-eu/shop/logging/daemonset-log-collector.yaml', 'DaemonSet', false],
  ['clusters/prod-eu/shop/platform/logging/daemonset-log-collector.yaml', 'DaemonSet', false],
])('%s as %s: %s', (path, kind, is) => {
  expect(isNodeAgent({ path, kind })).toBe(is)
})

it.each([
  ['clusters/prod-eu/platform/logging/daemonset-log-collector.yaml', 'DaemonSet', true],
  ['clusters/prod-eu/platform/tracing/deployment-trace-collector.yaml', 'Deployment', true],
  ['clusters/prod-eu/platform/tracing/deployment-other.yaml', 'Deployment', false],
  ['clusters/prod-eu/shop/tracing/deployment-trace-collector.yaml', 'Deployment', false],
])('%s as %s has its image by its version: %s', (path, kind, is) => {
  expect(isCollector({ path, kind })).toBe(is)
})
