import { mapDeep } from '@slipway/kube'
import { objectsIn, type Files, type KubeObject, type StagedApp } from '../shared/kit.ts'

interface Crowd {
  readonly tree: Files
  readonly argocd: Files
  readonly apps: readonly StagedApp[]
}

interface CrowdOptions {
  readonly cluster: string
  readonly apps: readonly StagedApp[]
  readonly count: number
  readonly team: number
}

const names = { app: '⟪app⟫', team: '⟪team⟫' } as const

const kept = new Set(['kind', 'apiVersion'])

/** As JSON, which is YAML. */
function templates(
  files: Files,
  under: (file: string) => boolean,
  app: string | undefined,
  team: string,
): readonly { name: string; text: string }[] {
  const said = new Map([[team, names.team], ...(app === undefined ? [] : [[app, names.app] as const])])
  // The longer first: team `shop`, app `shop-front`.
  const words = new RegExp(
    `\\b(?:${[...said.keys()].sort((one, other) => other.length - one.length).join('|')})\\b`,
    'g',
  )
  const unnamed = (text: string): string => text.replaceAll(words, (word) => said.get(word) ?? word)
  return [...files]
    .filter(([file]) => under(file))
    .map(([file, text]) => ({
      name: unnamed(file.slice(file.lastIndexOf('/') + 1)),
      text: objectsIn(text)
        .map((object: KubeObject) => `${JSON.stringify(mapDeep(object, { text: unnamed, kept }))}\n`)
        .join('---\n'),
    }))
}

const named = (text: string, team: string, app = '') => text.replaceAll(names.team, team).replaceAll(names.app, app)

/** Copies apps into teams of their own, with all that their teams have. @param argocd with the teams' own objects */
export function crowd(tree: Files, argocd: Files, { cluster, apps, count, team: size }: CrowdOptions): Crowd {
  const copies = new Map<string, string>()
  const objects = new Map<string, string>()
  const made: StagedApp[] = []
  const teams = new Map<string, number>()
  const texts = new Map(
    apps.map((app) => [app, templates(tree, (file) => file.startsWith(`${app.folder}/`), app.name, app.team)]),
  )
  for (let index = 0; index < count; index += 1) {
    const app = apps[index % apps.length]
    if (app === undefined) break
    const before = teams.get(app.team) ?? 0
    teams.set(app.team, before + 1)
    const team = `${app.team}-${String(Math.floor(before / size) + 1).padStart(2, '0')}`
    const name = `${app.name}-${String(index + 1).padStart(3, '0')}`
    const folder = `clusters/${cluster}/${team}/${name}`
    for (const each of texts.get(app) ?? [])
      copies.set(`${folder}/${named(each.name, team, name)}`, named(each.text, team, name))
    made.push({ team, name, folder, application: `${team}-${name}` })
  }
  for (const [team, members] of teams) {
    const space = templates(tree, (file) => file.startsWith(`clusters/${cluster}/${team}/namespace/`), undefined, team)
    const wanted = ['appproject', 'applicationset'].map((kind) => `argocd/${cluster}/${kind}-${team}.yaml`)
    const control = templates(argocd, (file) => wanted.includes(file), undefined, team)
    for (let number = 1; number <= Math.ceil(members / size); number += 1) {
      const copy = `${team}-${String(number).padStart(2, '0')}`
      for (const { name, text } of space)
        copies.set(`clusters/${cluster}/${copy}/namespace/${named(name, copy)}`, named(text, copy))
      for (const { name, text } of control) objects.set(`argocd/${cluster}/${named(name, copy)}`, named(text, copy))
    }
  }
  return { tree: copies, argocd: objects, apps: made }
}
