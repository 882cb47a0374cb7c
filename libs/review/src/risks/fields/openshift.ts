import { at, fields, texts } from '@slipway/kube'
import { isKind } from '../../read/kind.ts'
import { rule } from '../risk.ts'
import { loses } from './parts.ts'

const constraints = 'SecurityContextConstraints.security.openshift.io'

/** The powers that a SecurityContextConstraints of OpenShift gives to pods, and whose pods these are. */
const powers = (value: unknown): readonly string[] => [
  ...Object.entries(fields(value)).flatMap(([key, one]) => (key.startsWith('allow') && one === true ? [key] : [])),
  ...['users', 'groups', 'volumes', 'allowedCapabilities'].flatMap((key) =>
    texts(at(value, key)).map((one) => `${key} ${one}`),
  ),
  ...['runAsUser', 'seLinuxContext', 'fsGroup'].flatMap((key) => (at(value, key, 'type') === 'RunAsAny' ? [key] : [])),
]

const isForSomebody = (value: unknown): boolean => ['users', 'groups'].some((key) => texts(at(value, key)).length > 0)
/** More than what every pod may by OpenShift's own `restricted-v2`. */
const isStrong = (power: string): boolean =>
  !/^(?:allowPrivilegeEscalation|volumes (?:configMap|csi|downwardAPI|emptyDir|ephemeral|persistentVolumeClaim|projected|secret)|allowedCapabilities NET_BIND_SERVICE)$/.test(
    power,
  )
/** A new one that names nobody waits for a role that gives its use. */
const grade = (value: unknown, before: unknown): 'high' | 'medium' | 'low' =>
  before !== undefined || isForSomebody(value) ? 'high' : powers(value).some(isStrong) ? 'medium' : 'low'

/** The rights of pods and people on OpenShift. */
export const openshiftRisks = [
  rule(
    'openshift-rights',
    'exposure',
    'what OpenShift lets pods and people do',
    ({ entity, delta, change: { before, after } }) => {
      if (after === undefined || (delta === undefined && before !== undefined)) return undefined
      if (isKind(entity, constraints))
        return loses(powers(after.value), powers(before?.value)) && [grade(after.value, before), 'pods-allowed']
      if (!isKind(entity, 'Group.user.openshift.io')) return undefined
      return loses(texts(after.value['users']), texts(before?.value['users'])) && ['medium', 'group-joined']
    },
  ),
]
