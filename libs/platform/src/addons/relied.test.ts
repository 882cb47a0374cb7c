import { expect, it } from 'vitest'
import type { Values } from '@slipway/fleet'
import { clashes } from './relied.ts'

const mine: Values = {
  replicas: 2,
  nodeSelector: { pool: 'system' },
  config: { mode: 'strict', other: 1, deep: { a: 1 } },
  ports: [80],
}
const relied = [['config', 'mode'], ['config', 'deep'], ['ports']]

it.each<[string, Values, readonly string[]]>([
  ['a figure', { replicas: 5 }, []],
  ['something new', { resources: { requests: { cpu: '1' } } }, []],
  ['a neighbour of what is relied on', { config: { other: 2 } }, []],
  ['the same value', { config: { mode: 'strict' }, ports: [80] }, []],
  ['what is relied on', { config: { mode: 'lax' } }, ['config.mode addon-value-relied']],
  ['a part of it', { config: { deep: { a: 2 } } }, ['config.deep addon-value-relied']],
  ['more of it', { config: { deep: { b: 2 } } }, ['config.deep addon-value-relied']],
  ['a list', { ports: [80, 443] }, ['ports addon-value-relied']],
  ['a name, wherever it is', { sub: { fullnameOverride: 'x' } }, ['sub.fullnameOverride addon-value-relied']],
  ['where pods run', { nodeSelector: { pool: 'mine' } }, ['nodeSelector addon-value-relied']],
  ['where pods run, of a part that Slipway says nothing of', { sub: { nodeSelector: { pool: 'mine' } } }, []],
  ['a text in place of an object', { config: 'none' }, ['config addon-value-shape']],
  ['an object in place of a figure', { replicas: { min: 1 } }, ['replicas addon-value-shape']],
])('%s', (_, given, want) => {
  expect(clashes(mine, given, relied).map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual(want)
})
