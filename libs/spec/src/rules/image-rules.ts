import { show, suggestion, type Issue, type Problem } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { issueIn, type Draft } from '../read/app-draft.ts'
import { imageApp } from '../read/image-app.ts'
import type { SpecPart } from '../shape/app.ts'
import { oncePerPlace } from './report.ts'

/** By default of every edition (libs/model, defaults.ts). */
const usual = ['amd64']

const architecturesOf = (part: SpecPart): readonly string[] =>
  ('architectures' in part ? part.architectures : undefined) ?? usual

type Wrong = (at: string, ...problem: Problem) => Issue[]

function wrongWith(app: Draft, part: SpecPart, to: string, other: SpecPart, wrong: Wrong): Issue[] {
  const of = imageApp(other)
  if (other.kind === 'function')
    return wrong(
      'image',
      'image-of-function',
      `${show(to)}, a function`,
      'an app of another kind: the image of a function answers Lambda alone',
      'name another app, or give it an image of its own',
    )
  if (of !== undefined)
    return wrong(
      'image',
      'image-chain',
      `${show(to)}, which runs the image of ${of} itself`,
      'the app that the image belongs to',
      of === app.name
        ? `take image out here or in apps/${to}: one of the two has to have it`
        : `write { app: "${of}" }`,
    )
  // Else a release of one team would change what runs in the namespace of another, which reviews nothing of it.
  if (part.team !== undefined && other.team !== undefined && part.team !== other.team)
    return wrong(
      'image',
      'image-of-team',
      `${show(to)} of the team ${other.team}`,
      `an app of the team ${part.team}: it moves with each release of the other`,
      'name its repository in place of the app, and bring each image by a release of your own',
    )
  const [lacks] = architecturesOf(part).filter((one) => !architecturesOf(other).includes(one))
  if (lacks === undefined) return []
  return wrong(
    'architectures',
    'image-architecture',
    show(lacks),
    `processors that the image of ${to} is built for: ${architecturesOf(other).join(', ')}`,
    `say architectures: ${JSON.stringify(architecturesOf(other))}, or build the image for it and say so in apps/${to}`,
  )
}

/** Checks apps that run the image of another. Whether they have one version of it, image-versions.ts judges. */
export function imageIssues(
  app: Draft,
  apps: ReadonlyMap<string, Draft>,
  names: ReadonlySet<string>,
  { environments }: Pick<Fleet, 'environments'>,
): readonly Issue[] {
  const found = environments.flatMap((env): Issue[] => {
    const part = app.parts.get(env)
    const to = imageApp(part)
    if (part === undefined || to === undefined) return []
    const wrong: Wrong = (at, ...problem) => [issueIn(app, env, at, ...problem)]
    if (to === app.name)
      return wrong('image', 'image-self', show(to), 'another app', 'take it out: an app runs its own image by default')
    if (!names.has(to)) {
      const others = [...names].filter((name) => name !== app.name)
      return wrong('image', 'image-unknown', show(to), 'the name of an app in apps/', suggestion(to, others))
    }
    const other = apps.get(to)?.parts.get(env)
    return other === undefined ? [] : wrongWith(app, part, to, other, wrong)
  })
  return oncePerPlace(found)
}
