import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { isFields } from '@slipway/kube'
import type { Rule } from './engine/rule.ts'

const isRule = (value: unknown): value is Rule => isFields(value) && typeof value['check'] === 'function'

const folder = path.join(import.meta.dirname, 'rules')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .sort()
const modules = files.map((file) => import(pathToFileURL(path.join(folder, file)).href) as Promise<object>)

/** A file in `rules/` is all that a rule needs. */
export const rules: readonly Rule[] = (await Promise.all(modules))
  .flatMap((module) => Object.values(module))
  .filter(isRule)
