import { table } from '../../../test/case.ts'
import { set } from '../../../test/fixture.ts'
import { envField } from './env-field.ts'

const env = 'spec.template.spec.containers[0].env[0]'
const from = (fieldPath: string) => set('rollout-web', env, { name: 'X', valueFrom: { fieldRef: { fieldPath } } })

table(envField, [
  {
    name: 'a field of nobody',
    change: from('status.podIp'),
    says: [`rollout-web ${env}.valueFrom.fieldRef.fieldPath: "status.podIp"; a field that the kubelet fills in`],
    alone: true,
  },
  { name: 'an address', change: from('status.podIP'), says: [] },
  { name: 'a label', change: from("metadata.labels['app.kubernetes.io/name']"), says: [] },
])
