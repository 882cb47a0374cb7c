import type { Fleet } from '@slipway/fleet'
import { roomOf, testCommand } from './languages.ts'
import type { Plan } from './scaffold.ts'

function codeOf({ name, kind, lang }: Plan): string {
  if (lang === 'node')
    return `apps/${name}/src/${{ service: 'service', cron: 'task', function: 'handler' }[roomOf(kind)]}.ts`
  return `apps/${name}/${{ python: 'main.py', go: 'main.go', java: 'Main.java', image: '' }[lang]}`
}

export function nextSteps(plan: Plan, fleet: Fleet, installed: boolean): readonly string[] {
  const { name, lang, yaml, sample, release, words } = plan
  const clusters = fleet.clusters.filter((c) => c.environment === fleet.environments[0]).map((c) => c.name)
  const files = clusters.map((c) => `${c}.json`).join(' and ')
  const spec = `apps/${name}/app.${yaml ? 'yaml' : 'ts'}`
  const isOurs = lang !== 'image'
  const of = typeof plan.image === 'object' ? plan.image.app : undefined
  const there =
    release === undefined && of !== undefined
      ? `It comes to what ${of} has there by npm run release -- bump ${name} ${fleet.environments[0]} (it writes ${files}); later releases of ${of} bring it along.`
      : release === undefined
        ? `It runs in a cluster once apps/${name}/releases/<cluster>.json exists: ${isOurs ? 'push its image' : 'take a digest of the image'}, then ` +
          `npm run release -- bump ${name} ${fleet.environments[0]} --image REPO@sha256:... (it writes ${files}).`
        : `It runs in ${release.clusters.join(' and ')} once this is merged, and elsewhere once ` +
          `apps/${name}/releases/<cluster>.json exists there.`
  const isNpm = lang === 'node'
  return [
    isOurs
      ? `Write what it does in ${codeOf(plan)} and what it needs in ${spec}.`
      : `Write what it needs in ${spec}: port, health and sizes there are guesses.`,
    ...(of === undefined ? [] : [`Say its command there in place of "false": without one it does what ${of} does.`]),
    ...words.map((word) => word.next(name)),
    ...(typeof plan.image !== 'string' ||
    fleet.clusters.every((one) => String(plan.image).startsWith(`${one.registry}/`))
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
    there,
  ]
}
