import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { KubeObject } from '@slipway/core'
import { parseAllDocuments, type Document } from 'yaml'

export interface InTree {
  readonly file: string
  readonly cluster: string
  readonly object: KubeObject
}

const isObject = (value: unknown): value is KubeObject => {
  const object = value as Partial<KubeObject> | null
  return (
    typeof object?.apiVersion === 'string' &&
    typeof object.kind === 'string' &&
    typeof object.metadata?.name === 'string'
  )
}

/** In the order of files. @throws for a file without Kubernetes objects */
export function readTree(root: string): readonly InTree[] {
  const all = readdirSync(path.join(root, 'clusters'), { recursive: true, encoding: 'utf8' })
  return all
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .flatMap((name) => {
      const file = `clusters/${name.split(path.sep).join('/')}`
      const documents = Array.from<Document>(parseAllDocuments(readFileSync(path.join(root, file), 'utf8')))
      return documents.map((document): InTree => {
        const object = document.toJS() as unknown
        if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]?.message ?? ''}`)
        if (!isObject(object)) throw new Error(`${file}: no Kubernetes object`)
        return { file, cluster: file.split('/')[1] ?? '', object }
      })
    })
}
