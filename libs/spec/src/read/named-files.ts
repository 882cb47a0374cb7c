import { issue, type InputFiles, type Issue } from '@slipway/core'
import type { SpecPart } from '../shape/app.ts'
import type { Draft } from './app-draft.ts'
import { maxConfigBytes, readConfigFile } from './config-file.ts'
import { readContract } from './contract.ts'

/** Empty for a function, whose files are in its image. */
const filesOf = (part: SpecPart) => ('files' in part ? (part.files ?? {}) : {})

/** Each once, for all environments; checks their total size for a pod. */
export function readFiles(from: InputFiles, folder: string, draft: Draft, contents: Map<string, string>): Issue[] {
  const found = new Map<string, Issue>()
  for (const [env, part] of draft.parts) {
    let sum = 0
    for (const [mount, own] of Object.entries(filesOf(part))) {
      if (typeof own !== 'string') continue
      const read = contents.has(own) || found.has(own) ? undefined : readConfigFile(from, folder, own)
      if (read !== undefined && 'text' in read) contents.set(own, read.text)
      if (read !== undefined && 'problem' in read)
        found.set(own, { file: draft.file, at: draft.place(env, `files.${JSON.stringify(mount)}`), ...read.problem })
      sum += Buffer.byteLength(contents.get(own) ?? '')
    }
    if (sum <= maxConfigBytes) continue
    const at = draft.place(env, 'files')
    found.set(
      `\0${at}`,
      issue(
        draft.file,
        at,
        'too-big',
        `files of ${sum} bytes together`,
        `at most ${maxConfigBytes} bytes, what a ConfigMap can hold`,
        'put the large ones in the image or in a bucket',
      ),
    )
  }
  return [...found.values()]
}

/** Each once; its text is kept beside the config files, so that a rollback has it, too. */
export async function readContracts(
  from: InputFiles,
  folder: string,
  draft: Draft,
  contents: Map<string, string>,
): Promise<Issue[]> {
  const found = new Map<string, Issue>()
  for (const [env, part] of draft.parts) {
    const api = 'api' in part ? part.api : undefined
    if (api === undefined || contents.has(api) || found.has(api)) continue
    const read = await readContract(from, folder, api)
    if ('text' in read) contents.set(api, read.text)
    else found.set(api, { file: draft.file, at: draft.place(env, 'api'), ...read.problem })
  }
  return [...found.values()]
}
