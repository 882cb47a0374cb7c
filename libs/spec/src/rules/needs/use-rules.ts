import type { SpecPart } from '../../shape/app.ts'
import { isNamedByPlace, isOwnKind, isStored, usedThing, useRights, type UsedThing } from '../../shape/uses.ts'
import { queuesOf, useVariable } from '../../shape/variables.ts'
import type { Report } from '../report.ts'

/** Variables that the app has for the same kind of thing already. */
const takenNames = (spec: SpecPart, kind: UsedThing['kind']): readonly string[] =>
  kind === 'queue' ? queuesOf(spec) : kind === 'secret' || kind === 'role' ? [] : Object.keys(spec.needs?.[kind] ?? {})

/** Within one app. */
export function useRules(spec: SpecPart, report: Report) {
  for (const [name, use] of Object.entries(spec.uses ?? {})) {
    const at = `uses.${name}`
    const thing = usedThing(use)
    if (thing === undefined) {
      report(
        at,
        'use-kind',
        use,
        'one of bucket, table, queue, database, cache, topic, secret and role',
        'name one thing in each use',
        'uses',
      )
      continue
    }
    const { kind } = thing
    const rights: readonly string[] = useRights[kind]
    if (!rights.includes(use.may))
      report(
        `${at}.may`,
        'use-may',
        use.may,
        `what is done with a ${kind}: ${rights.join(' or ')}`,
        'correct it',
        'uses',
      )
    if (name === 'aws')
      report(at, 'use-name', name, 'a name whose region is not AWS_REGION, which every SDK reads', 'rename it', 'uses')
    if (takenNames(spec, kind).includes(name))
      report(
        at,
        'use-alike',
        name,
        `a name that no ${kind} of the app has: both would be in ${useVariable(kind, name)}`,
        'rename it',
        'uses',
        'needs',
      )
    if (use.in !== undefined && !isOwnKind(kind))
      report(
        `${at}.in`,
        'use-elsewhere',
        use.in,
        `no place: a ${kind} that apps use is one of \`external\` in fleet/fleet.ts`,
        'take it out, and have the platform name it there',
        'uses',
      )
    if (isStored(kind) && use.in !== undefined)
      report(
        `${at}.in`,
        'use-elsewhere',
        use.in,
        `no place: a ${kind} lies in one VPC, and is used where the app runs`,
        'take it out',
        'uses',
      )
    if (isStored(kind) && spec.kind === 'function')
      report(
        `${at}.${kind}`,
        'use-function',
        thing.name,
        `an app in pods: the security group of a ${kind} lets in those alone`,
        'call the app that owns it, or send to a queue',
        'uses',
      )
    if (!isNamedByPlace(thing, use.in))
      report(
        `${at}.${kind}`,
        'use-name',
        thing.name,
        `the team and its ${kind}, such as "finance/${thing.name}"`,
        'write the team in front',
        'uses',
      )
  }
}
