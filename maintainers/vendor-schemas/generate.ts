import { readFileSync } from 'node:fs'
import path from 'node:path'
import { crdSchema, readCrds } from './crd.ts'
import { yamlTexts } from './download.ts'
import { Definitions, type Swagger } from './kubernetes.ts'
import type { Module } from './modules.ts'
import { ownSchema, ownSchemas } from './own.ts'
import { crdSources, kubernetesKinds, kubernetesSources } from './sources.ts'
import { schemaText } from './text.ts'

export const fileOf = (group: string, kind: string, version: string) => `${group}/${kind.toLowerCase()}_${version}.json`

function kubernetesFiles(swagger: Swagger, version: string): ReadonlyMap<string, string> {
  const definitions = new Definitions(swagger, '../definitions.json')
  const files = new Map<string, string>()
  for (const [apiVersion, kinds] of Object.entries(kubernetesKinds)) {
    const [group = '', apiVersionOnly = group] = apiVersion.split('/')
    for (const kind of kinds) {
      const file = `kubernetes-${version}/${fileOf(group, kind, apiVersionOnly)}`
      files.set(file, schemaText(definitions.kind(apiVersion, kind)))
    }
  }
  files.set(
    `kubernetes-${version}/definitions.json`,
    schemaText({ definitions: Object.fromEntries(definitions.needed) }),
  )
  return files
}

/** In memory. @param folderOf of a module's files @throws when a source lacks a kind or version */
export async function generate(folderOf: (module: Module) => Promise<string>): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const [version, module] of Object.entries(kubernetesSources)) {
    const text = readFileSync(path.join(await folderOf(module), 'api/openapi-spec/swagger.json'), 'utf8')
    const swagger = JSON.parse(text) as Swagger
    for (const [name, content] of kubernetesFiles(swagger, version)) files.set(name, content)
    // The newest stays: ObjectMeta only ever grows.
    files.set('crds/metadata.json', schemaText(new Definitions(swagger, '').metadata()))
  }
  for (const source of crdSources) {
    const crds = yamlTexts(await folderOf(source.module), source.files).flatMap(readCrds)
    for (const [kind, versions] of Object.entries(source.kinds)) {
      const crd = crds.find((c) => c.group === source.group && c.kind === kind)
      if (crd === undefined)
        throw new Error(`${source.module.path} ${source.files} has no CRD ${kind} of ${source.group}`)
      for (const version of versions)
        files.set(`crds/${fileOf(source.group, kind, version)}`, schemaText(crdSchema(crd, version)))
    }
  }
  for (const own of ownSchemas)
    files.set(`crds/${fileOf(own.group, own.kind, own.version)}`, schemaText(ownSchema(own)))
  return files
}
