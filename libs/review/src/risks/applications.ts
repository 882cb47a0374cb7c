import { at, fields, text } from '@slipway/kube'
import { cascades, objectsOutcome } from '../effects/application-objects.ts'
import { applicationsOutcome, type ApplicationsOutcome } from '../effects/applications.ts'
import { isApplication } from '../read/kind.ts'
import { canonical } from '../compare/diff.ts'
import type { Entity } from '../read/entity.ts'
import { isGone, rule, type Found } from './risk.ts'
import type { RiskLevel } from './level.ts'

/** High where objects go, have two owners or nobody; lower where all of them stay with somebody. */
const levels: Readonly<Record<ApplicationsOutcome['what'], Readonly<Record<ApplicationsOutcome['fate'], RiskLevel>>>> =
  {
    gone: { 'objects-deleted': 'high', 'objects-left': 'high', stays: 'medium' },
    renamed: { 'objects-deleted': 'high', 'objects-left': 'medium', stays: 'high' },
    moved: { 'objects-deleted': 'high', 'objects-left': 'high', stays: 'high' },
    shared: { 'objects-deleted': 'high', 'objects-left': 'high', stays: 'high' },
    unknown: { 'objects-deleted': 'high', 'objects-left': 'medium', stays: 'medium' },
  }

const outcomeRule = (what: ApplicationsOutcome['what'], guards: string) =>
  rule('applications', 'data', guards, ({ change, delta, trees }) => {
    // It is true of the set as a whole, so it stands at its first line.
    if (delta !== undefined && delta !== change.deltas[0]) return undefined
    const outcome = applicationsOutcome(change, trees).find((one) => one.what === what)
    return outcome && [levels[what][outcome.fate], 'applications', outcome]
  })

/** Applications that go because their folders do. */
export const folderApplications = (outcome: ApplicationsOutcome): Found => [
  levels[outcome.what][outcome.fate],
  'applications',
  outcome,
]

/** Applications that go, move or change hands. */
export const applicationRisks = [
  outcomeRule('gone', 'Applications that a set makes no more'),
  outcomeRule('renamed', 'Applications that get another name'),
  outcomeRule('moved', 'Applications that get another source or destination'),
  outcomeRule('shared', 'Applications of two owners'),
  outcomeRule('unknown', 'Applications of which nobody here knows whether they stay'),
  rule('objects-go', 'data', 'what an Application is made of', ({ entity, delta, change, trees, effects }) => {
    if (!isApplication(entity)) return undefined
    if (delta === undefined ? !effects.some(({ kind }) => kind === 'delete') : !/^sources?$/.test(delta.steps[1] ?? ''))
      return undefined
    const outcome = objectsOutcome(change, trees)
    if (outcome === undefined || outcome.gone.length === 0) return undefined
    return [outcome.fate === 'deleted' ? 'high' : 'medium', 'objects-go', outcome]
  }),
  rule('application-gone', 'data', 'Applications, with their objects or without', (d) => {
    if (!isApplication(d.entity) || !isGone(d)) return undefined
    const gone = d.change.before ?? d.entity
    const objects = cascades(gone) ? 'deleted' : 'left'
    return [objects === 'deleted' ? 'high' : 'medium', 'application-gone', { name: gone.name, objects }]
  }),
  rule(
    'application-moved',
    'data',
    'where an Application puts its objects',
    ({ entity, delta, change: { before, after } }) => {
      if (!isApplication(entity) || delta?.steps[1] !== 'destination' || before === undefined || after === undefined)
        return undefined
      const place = ({ value }: Entity) => fields(at(value, 'spec', 'destination'))
      const [{ namespace: old, ...was }, { namespace: now, ...is }] = [place(before), place(after)]
      // Argo CD looks for what bears the Application's name in all of its cluster, the old namespace included
      // (CompareAppState in argo-cd's controller/state.go).
      if (canonical(was) === canonical(is)) {
        const prunes = at(after.value, 'spec', 'syncPolicy', 'automated', 'prune') === true
        return ['high', 'application-other-namespace', { before: old, after: now, prunes }]
      }
      return ['high', 'application-elsewhere', { before: canonical(place(before)), after: canonical(place(after)) }]
    },
  ),
  rule('application-moved', 'policy', 'what an Application is made from', ({ entity, delta }) => {
    if (!isApplication(entity) || delta === undefined) return undefined
    const [, field, inner] = delta.steps
    // Argo CD makes the project `default`, which permits everything.
    if (field === 'project') return [delta.after === 'default' ? 'high' : 'medium', 'other-project']
    return (
      (field === 'source' || field === 'sources') &&
      /^(?:repoURL|path)$/.test(inner ?? '') &&
      text(delta.before) !== undefined && ['medium', 'source-elsewhere']
    )
  }),
]
