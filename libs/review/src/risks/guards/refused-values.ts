import { at, fields, list, number, text } from '@slipway/kube'
import { containersIn, podIn } from '../../effects/pod-nodes.ts'
import type { Entity } from '../../read/entity.ts'
import { isMeant } from '../../read/kind.ts'
import type { Opening } from '../covers.ts'
import { guard, nothing } from '../guard.ts'
import { podKinds } from './pod-openings.ts'

/** YAML that was meant as a text: `no`, `8080`. The API server takes no other value there. */
const isNoText = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean'
/** Each changed field carries all of them; one is enough to refuse the object. */
const shown = 20
const unquoted = (where: string, values: unknown): readonly Opening[] =>
  Object.entries(fields(values))
    .flatMap(([key, value]) => (isNoText(value) ? [['text', `${where} ${key}`]] : []))
    .slice(0, shown)

const textsIn = (where: string, values: unknown): readonly Opening[] =>
  (Array.isArray(values) ? values : []).flatMap((value, i) => (isNoText(value) ? [['text', `${where} ${i + 1}`]] : []))

const ofMetadata = ({ value }: Entity): readonly Opening[] =>
  ['labels', 'annotations'].flatMap((name) => unquoted(name, at(value, 'metadata', name)))
/** Another group's kind of the same name has fields of its own. */
const ofData = (entity: Entity): readonly Opening[] =>
  isMeant(entity) ? ['data', 'stringData'].flatMap((name) => unquoted(name, entity.value[name])) : []

/** `0644` is 420; `644` is a mode of five octal digits, which is above 0777. */
const most = 0o777
const ofPods = ({ value }: Entity): readonly Opening[] => {
  const [pod, containers] = [podIn(value.spec), containersIn(value.spec)]
  const template = at(value.spec, 'jobTemplate', 'spec', 'template') ?? at(value.spec, 'template')
  const around = [
    ...['labels', 'annotations'].flatMap((name) => unquoted(`pod ${name}`, at(template, 'metadata', name))),
    ...unquoted('nodeSelector', at(pod, 'nodeSelector')),
    ...containers.flatMap((one) => ['command', 'args'].flatMap((name) => textsIn(name, one[name]))),
  ]
  const env = containers.flatMap((container) =>
    list(container['env']).flatMap((one) =>
      isNoText(one['value']) ? [['text', `env ${text(one['name']) ?? ''}`, text(container['name']) ?? '']] : [],
    ),
  )
  const modes = list(at(pod, 'volumes')).flatMap((volume) =>
    ['configMap', 'secret', 'projected', 'downwardAPI'].flatMap((kind) =>
      [at(volume, kind, 'defaultMode'), ...list(at(volume, kind, 'items')).map(({ mode }) => mode)].flatMap((mode) =>
        (number(mode) ?? 0) > most ? [['mode', String(mode), text(volume['name']) ?? '']] : [],
      ),
    ),
  )
  return [...around, ...env, ...modes].slice(0, shown)
}

const row = { code: 'invalid-object', level: 'high', fresh: nothing } as const
/** Values that the API server refuses by their type or size, so that the whole object does not arrive. */
export const refusedValueGuards = [
  guard('invalid', 'outage', 'labels and annotations, which are texts', {
    ...row,
    kinds: '*',
    at: 'metadata.labels.**|metadata.annotations.**',
    opens: ofMetadata,
  }),
  guard('invalid', 'outage', 'values of ConfigMaps and Secrets, which are texts', {
    ...row,
    kinds: 'ConfigMap Secret',
    at: 'data.**|stringData.**',
    opens: ofData,
  }),
  guard('invalid', 'outage', 'variables and modes of pods', {
    ...row,
    kinds: podKinds.join(' '),
    at: '**.env.**|**.volumes.**|**.args.**|**.command.**|**.nodeSelector.**|**.metadata.**',
    opens: ofPods,
  }),
]
