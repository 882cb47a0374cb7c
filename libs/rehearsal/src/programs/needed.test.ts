import { expect, it } from 'vitest'
import { commandsFor } from './needed.ts'

it('a program that a scenario does not name is not started, be it on this machine or not', () => {
  expect(() => commandsFor(['etcd', 'crds'])('envoy')).toThrow('this scenario has no envoy in its needs')
})
