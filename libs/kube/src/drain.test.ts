import { expect, it } from 'vitest'
import { graceSeconds, preStopSeconds } from './drain.ts'

it.each([
  ['a sleep', { sleep: { seconds: 10 } }, 10],
  ['a shell that sleeps', { exec: { command: ['/bin/sh', '-c', 'nginx -s quit; sleep 15'] } }, 15],
  ['the program of that name', { exec: { command: ['sleep', '5'] } }, 5],
  ['something else', { exec: { command: ['/drain'] } }, undefined],
  ['a call', { httpGet: { path: '/drain', port: 80 } }, undefined],
] as const)('the pause before SIGTERM: %s', (_, preStop, seconds) => {
  expect(preStopSeconds({ name: 'app', lifecycle: { preStop } })).toBe(seconds)
})

it('is none without a hook', () => {
  expect(preStopSeconds({ name: 'app' })).toBeUndefined()
})

it.each([
  ['said', { terminationGracePeriodSeconds: 60 }, 60],
  ['said to be none', { terminationGracePeriodSeconds: 0 }, 0],
  ["Kubernetes' own", {}, 30],
] as const)('the time until SIGKILL: %s', (_, pod, seconds) => {
  expect(graceSeconds(pod)).toBe(seconds)
})
