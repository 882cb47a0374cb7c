import type { Values } from '@slipway/fleet'
import { describe, expect, it } from 'vitest'
import type { ValueTree } from '../sheet/value-tree.ts'
import type { SeenAddon } from './finding.ts'
import { valueFindings } from './values.ts'

const tree: ValueTree = {
  replicas: 'number',
  on: 'boolean',
  name: 'text',
  policy: ['Always', 'Never'],
  args: 'list',
  labels: 'map',
  free: 'any',
  targetPort: 'number',
  logLevel: 'text',
  logging: { operator: { level: 'text' } },
  resources: { requests: 'map' },
}
const found = (values: Values) =>
  valueFindings({
    addon: { props: { values } },
    sheet: { chart: 'c', version: '1', values: tree },
  } as unknown as SeenAddon).map(({ at, want }) => `${at?.join('.') ?? ''}: ${want}`)

describe('a value of a known key', () => {
  it.each<[string, Values]>([
    ['a number', { replicas: 2 }],
    ['a number as a text', { replicas: '2' }],
    ['a share', { replicas: '25%' }],
    ['a quantity', { replicas: '500m' }],
    ['a duration', { replicas: '30s' }],
    ['a template', { replicas: '{{ .Values.global.n }}', on: '{{ true }}', policy: '{{ .x }}' }],
    ['nothing', { replicas: '', on: '', name: '', logLevel: '' }],
    ['a switch', { on: true }],
    ['a switch as a text', { on: 'false' }],
    ['a limit that is off by default', { on: 50_000 }],
    ['a name that is off by default', { on: 'my-secret' }],
    ['a number where a text is', { name: 7 }],
    ['a word of the list', { policy: 'Never' }],
    ['the name of a port', { targetPort: 'https' }],
    ['a level', { logLevel: 'debug', logging: { operator: { level: 'INFO' } } }],
    ['a level by number', { logLevel: '4' }],
    ["a program's own language", { logLevel: 'default:info,ads:debug' }],
    ['anything', { free: { a: [1] } }],
  ])('may be %s', (_, values) => {
    expect(found(values)).toEqual([])
  })

  it.each<[Values, string]>([
    [{ replicas: 'two' }, 'replicas: a number'],
    [{ replicas: true }, 'replicas: a number'],
    [{ replicas: [2] }, 'replicas: a number'],
    [{ on: 'yes' }, 'on: true or false'],
    [{ on: 'ture' }, 'on: true or false'],
    [{ name: ['a'] }, 'name: a text'],
    [{ policy: 'Sometimes' }, 'policy: one of "Always", "Never"'],
    [{ policy: 1 }, 'policy: one of "Always", "Never"'],
    [{ args: 'a' }, 'args: a list'],
    [{ labels: 'a' }, 'labels: an object'],
    [{ logLevel: 'verbos' }, 'logLevel: a level of logs, such as "verbose"'],
    [{ logging: { operator: { level: 'lots' } } }, 'logging.operator.level: a level of logs, such as "info"'],
    [{ resources: 'small' }, 'resources: an object'],
  ])('%j is wrong', (values, says) => {
    expect(found(values)).toEqual([says])
  })
})
