import { isFields, text } from '@slipway/kube'
import { readYaml } from '@slipway/kube/read-yaml'
import { canonical, type Delta } from '../../compare/diff.ts'
import type { RiskLevel } from '../level.ts'

/** One field that differs, or a block of fields, wherever in a change it stands. */
export interface Point {
  readonly name: string
  /** The names around it, its own last, with dots between them. */
  readonly path: string
  readonly was: unknown
  readonly is: unknown
}

/** Values of a chart may stand as one text. */
export const asValues = (name: string, value: unknown): unknown =>
  name === 'values' && typeof value === 'string' ? readYaml('values.yaml', value).docs[0]?.value : value
const keyOf = (one: unknown, i: number): string => (isFields(one) ? text(one['name']) : undefined) ?? String(i)
const children = (value: unknown): ReadonlyMap<string, unknown> =>
  Array.isArray(value)
    ? new Map(value.map((one, i) => [`[${keyOf(one, i)}]`, one]))
    : new Map(isFields(value) ? Object.entries(value) : [])

const deepest = 30
function pointsBelow(path: readonly string[], was: unknown, is: unknown, found: Point[]): void {
  if (path.length > deepest || canonical(was) === canonical(is)) return
  const last = path.at(-1) ?? ''
  // A member of a list has no name of its own: that one goes switches nothing off.
  found.push({
    name: last.startsWith('[') ? '' : last,
    path: path.filter((step) => !step.startsWith('[')).join('.'),
    was,
    is,
  })
  if (is === undefined) return
  const [old, now] = [children(was), children(is)]
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const name = key.startsWith('[') ? '' : key
    pointsBelow([...path, key], asValues(name, old.get(key)), asValues(name, now.get(key)), found)
  }
}
export function pointsOf({ names, before, after }: Delta): readonly Point[] {
  const found: Point[] = []
  const name = names.at(-1) ?? ''
  pointsBelow(names, asValues(name, before), asValues(name, after), found)
  return found
}

export const amount = (value: unknown): number | undefined => {
  const count =
    typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
  return Number.isNaN(count) ? undefined : count
}
const units: Readonly<Record<string, number>> = {
  ms: 1e-3,
  '': 1,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
}
/** `30d`, `168h`, or a number in whatever unit its name says: the same on both sides. */
export function span(value: unknown): number | undefined {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(ms|[smhdwy]?)$/.exec(String(value)) ?? []
  return count === '' ? undefined : Number(count) * (units[unit] ?? 1)
}
export const falls = (of: (value: unknown) => number | undefined, { was, is }: Point): boolean => {
  const [old, now] = [of(was), of(is)]
  return old !== undefined && now !== undefined && now < old
}
const isOff = (value: unknown): boolean => value === false || value === 'false' || value === 'off'
const isOn = (value: unknown): boolean => value === true || value === 'true' || value === 'on'
const isSaid = (value: unknown): boolean =>
  value !== undefined &&
  value !== null &&
  !isOff(value) &&
  value !== '' &&
  canonical(value) !== '{}' &&
  canonical(value) !== '[]'
/** A block that is no more, or a switch of it that is off now. */
export const ends = ({ was, is }: Point): boolean => isSaid(was) && !isSaid(is)
export const turnsOff = ({ was, is }: Point): boolean => !isOff(was) && isOff(is)
export const turnsOn = ({ was, is }: Point): boolean => !isOn(was) && isOn(is)

const numbers = (said = ''): readonly number[] =>
  said.split(/[._]/).flatMap((part) => (part === '' ? [] : [Number(part)]))
/** A version of TLS in any spelling: `1.2`, `TLSV1_2`, `VersionTLS12`. */
export const tlsVersion = (value: unknown): number =>
  Number(numbers(/\d+(?:[._]\d+)*/.exec(String(value))?.[0]).join('.') || Number.NaN)
/**
 * The version that a value says, after the tag's colon where it is an image: `v1.2.3-rc1`, `v1_18`; no numbers for a
 * commit.
 */
export const versionIn = (value: unknown): readonly number[] => {
  const said = (text(value) ?? (typeof value === 'number' ? String(value) : ''))
    .replace(/@.*$/, '')
    .replace(/^.*[:/]/, '')
  return numbers(/^(?:[a-z]+[-_.])*v?(\d+(?:[._]\d+)*)(?=$|[^0-9a-z]|[a-z]{1,5}\d*$)/i.exec(said)?.[1])
}
/** A version by its year has no major one. */
const isYear = (part = 0): boolean => part >= 2000
/** High for another major version, and for each way back; low for a patch. */
export function versionLevel({ was, is }: Pick<Point, 'was' | 'is'>): RiskLevel {
  const [old, now] = [versionIn(was), versionIn(is)]
  const other = old.findIndex((part, i) => part !== (now[i] ?? 0))
  if (other >= 0 && (now[other] ?? 0) < (old[other] ?? 0)) return 'high'
  if (other === 0) return isYear(old[0]) ? 'medium' : 'high'
  return other === 1 ? 'medium' : 'low'
}

/** Members of a cluster, or of a part of it; a size of what is in there is something else. */
export const memberSize = /^spec\.(?:(?!(?:batch|buffer|cache|page|pool|queue|volume|storage|disk)\w*\.)\w+\.)?size$/i
export const inStorage = /storage|volume|persist|pvc|disk/i
/** Versions of a format, a protocol or a floor: nothing that runs moves. */
export const otherVersion =
  /^(?:min|max|api|schema|config|template|format|http|tls|ssl|ip|protocol|resource)\w*Version$|^apiVersion$/i

/** Words for everybody and everything, in texts of any depth: a policy of a cloud may stand as JSON in one. */
export const everybody =
  /^\*$|^All$|^(?:0\.0\.0\.0\/0|::\/0)$|"Principal"\s*:\s*(?:"\*"|\{\s*"AWS"\s*:\s*"\*"\s*\})|\/AdministratorAccess$|^public-read(?:-write)?$|\b(?:0\.0\.0\.0\/0|::\/0|all)\s+trust$/
export const outside = /^(?:loadbalancer|nodeport|ingress|route|internet-facing|public)$/i
/** Blocks of fields that check callers, back data up, or hold it. */
export const guards =
  /^(?:authentication|authorization|auth|basicAuth|extAuth|oidc|jwt|apiKeyAuth|tls|mtls|ssl|rbac|encryption|serverSideEncryptionConfiguration|sseSpecification|transitEncryption\w*|atRestEncryption\w*|networkPolicy|networkPolicies|security|clientAuthentication|requireTLS|requireSSL|frontendValidation|authorizer\w*|blockPublic\w*|ignorePublicAcls|restrictPublicBuckets)$/i
export const backups =
  /^(?:backup|backups|backupSchedule|pgbackrest|barmanObjectStore|snapshots?|pointInTimeRecovery\w*|continuousBackups|versioning|versioningConfiguration|automatedBackup\w*)$/i
export const stores =
  /^(?:storage|persistence|persistentVolume|persistentVolumeClaim|volumeClaimTemplates?|dataVolumeClaimSpec|pvc)$/i
/** How it calls others, which is no check of its own callers. */
const calls = /(?:^|\.)(?:remoteWrite|remoteRead|exporters|endpoints)\.(?:.*\.)?(?:auth\w*|basicAuth|oidc|apiKeyAuth)$/i
/** A chart that makes no roles has fewer rights; `rbac.enabled` is the program's own check. */
const makesNoRoles = /(?:^|\.)rbac(?:\.create)?$/
export const block = (words: RegExp, point: Point): boolean =>
  !calls.test(point.path) && !makesNoRoles.test(point.path) && blockEnds(words, point)
const blockEnds = (words: RegExp, point: Point): boolean =>
  (words.test(point.name) && (ends(point) || turnsOff(point))) ||
  (/^(?:enabled|create)$/i.test(point.name) && words.test(point.path.split('.').at(-2) ?? '') && turnsOff(point))
