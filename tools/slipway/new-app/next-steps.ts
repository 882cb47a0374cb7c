import type { Fleet } from '@slipway/fleet'
import { roomOf, testCommand } from './languages.ts'
import type { Plan } from './scaffold.ts'

function codeOf({ name, kind, lang }: Plan): string {
  if (lang === 'node')
    return `apps/${name}/src/${{ service: 'service', cron: 'task', function: 'handler' }[roomOf(kind)]}.ts`
  return `apps/${name}/${{ python: 'main.py', go: 'main.go', java: 'Main.java', image: '' }[lang]}`
}

/** Where the app runs, or will run. */
function whereItRuns({ name, lang, release, image }: Plan, fleet: Fleet): string {
  if (release !== undefined)
    return (
      `It runs in ${release.clusters.join(' and ')} once this is merged, and elsewhere once ` +
      `apps/${name}/releases/<cluster>.json exists there.`
    )
  const [first] = fleet.environments
  const files = fleet.clusters.flatMap((one) => (one.environment === first ? [`${one.name}.json`] : [])).join(' and ')
  const bump = `npm run release -- bump ${name} ${first}`
  if (typeof image === 'object')
    return (
      `It comes to what ${image.app} has there by ${bump} (it writes ${files}); ` +
      `later releases of ${image.app} bring it along.`
    )
  return (
    `It runs in a cluster once apps/${name}/releases/<cluster>.json exists: ` +
    `${lang === 'image' ? 'take a digest of the image' : 'push its image'}, then ` +
    `${bump} --image REPO@sha256:... (it writes ${files}).`
  )
}

export function nextSteps(plan: Plan, fleet: Fleet, installed: boolean): readonly string[] {
  const { name, lang, yaml, sample, words, image } = plan
  const spec = `apps/${name}/app.${yaml ? 'yaml' : 'ts'}`
  const isOurs = lang !== 'image'
  const of = typeof image === 'object' ? image.app : undefined
  const isNpm = lang === 'node'
  return [
    isOurs
      ? `Write what it does in ${codeOf(plan)} and what it needs in ${spec}.`
      : `Write what it needs in ${spec}: port, health and sizes there are guesses.`,
    ...(of === undefined ? [] : [`Say its command there in place of "false": without one it does what ${of} does.`]),
    ...words.map((word) => word.next(name)),
    ...(typeof image !== 'string' || fleet.clusters.every((one) => image.startsWith(`${one.registry}/`))
      ? []
      : [
          `Let the team use its registry: teams.${plan.team}.may.registries in fleet/fleet.ts (docs/teams.md), or copy the image to your own.`,
        ]),
    ...(lang === 'node' && sample !== undefined
      ? [`Read its Dockerfile: it is that of ${sample.app}, by another name.`]
      : []),
    ...(isOurs && lang !== 'node'
      ? [`Pin the images that its Dockerfile begins with: npx slipway images pin ${name}`]
      : []),
    // That of Node names digests, of the day on which it was written.
    ...(isOurs && lang === 'node' && sample === undefined
      ? [`Renew the images that its Dockerfile begins with: npx slipway images pin ${name} --update`]
      : []),
    ...(installed || !isNpm
      ? []
      : ['Run npm install, so that package-lock.json knows the app: npm ci fails without it.']),
    ...(lang === 'image' ? [] : [`Try it: ${testCommand[lang](name)}`]),
    ...(fleet.owners === undefined ? [] : ['Give it its owners: npx slipway owners']),
    'Render and check: npm run gen && npm run check',
    `Commit it with what was rendered, and open a pull request: git add apps/${name} ${isNpm ? 'package-lock.json ' : ''}.github/CODEOWNERS clusters argocd aws`,
    whereItRuns(plan, fleet),
  ]
}
