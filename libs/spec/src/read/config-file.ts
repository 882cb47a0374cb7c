import { realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { secretInFile, show, type InputFiles, type Issue } from '@slipway/core'

/**
 * A ConfigMap holds 1 MiB (https://kubernetes.io/docs/concepts/configuration/configmap/#motivation), other fields
 * included.
 */
export const maxConfigBytes = 900_000

type Problem = Pick<Issue, 'code' | 'got' | 'want' | 'hint'>

export type OwnText = { readonly text: string } | { readonly problem: Problem }

/**
 * A text below an app's folder; or the problem: missing, too large, binary, a link.
 * @param folder the app's, as `apps/orders`
 * @param file below it
 * @param most bytes, and what has that limit
 */
export function readOwnText(
  files: InputFiles,
  folder: string,
  file: string,
  most: { readonly bytes: number; readonly why: string; readonly hint: string },
): OwnText {
  const { root } = files
  const full = path.join(root, folder, file)
  const refuse = (code: string, got: string, want: string, hint: string) => ({ problem: { code, got, want, hint } })
  try {
    const found = statSync(full, { throwIfNoEntry: false })
    if (found?.isDirectory() === true)
      return refuse(
        'is-folder',
        `${show(file)}, a folder`,
        'a file: a folder would bring what nobody named',
        `name each of its files, such as ${show(`${file}/app.conf`)}`,
      )
    if (found?.isFile() !== true)
      return refuse('no-such-file', show(file), `a file in ${folder}/`, `add ${folder}/${file} or correct the path`)
    const home = realpathSync(path.join(root, folder)) + path.sep
    if (!realpathSync(full).startsWith(home))
      return refuse(
        'outside-folder',
        `${show(file)}, a link that leads out of the folder`,
        `a file inside ${folder}/`,
        'put a copy of the file there',
      )
    // Each folder in between may become a link.
    const steps = path.posix.normalize(file).split('/')
    const places = steps.map((_, i) => [folder, ...steps.slice(0, i + 1)].join('/'))
    for (const place of [folder, ...places.slice(0, -1)]) files.list(place)
    // A commit is checked from git's objects, in which a link has no content.
    const link = places.find((place) => files.kind(place) === 'link')
    if (link !== undefined)
      return refuse(
        'file-link',
        link === places.at(-1) ? `${show(file)}, a symbolic link` : `${show(file)}, by the symbolic link ${link}`,
        'a file and folders of their own',
        `put the file itself there: git rm ${link}, and add it again`,
      )
    const { size } = found
    if (size > most.bytes)
      return refuse('too-big', `${show(file)} of ${size} bytes`, `at most ${most.bytes} bytes, ${most.why}`, most.hint)
    const data = files.read(path.posix.join(folder, file))
    const text = decoded(data)
    if (text === undefined)
      return refuse('not-text', `${show(file)}, which is no UTF-8 text`, 'a text file', 'put binary files in the image')
    return { text }
  } catch (error) {
    return refuse(
      'unreadable',
      `${show(file)}: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`,
      'a file that can be read',
      'correct its permissions',
    )
  }
}

/** A config file, which is also no place for a secret. */
export function readConfigFile(files: InputFiles, folder: string, file: string): OwnText {
  const hint = 'put it in the image or in a bucket'
  const read = readOwnText(files, folder, file, { bytes: maxConfigBytes, why: 'what a ConfigMap can hold', hint })
  const secret = 'text' in read ? secretInFile(read.text) : undefined
  if (secret === undefined) return read
  return {
    problem: {
      code: 'literal-secret',
      got: `${show(file)}, which in line ${secret.line} has text that looks like ${secret.looks}`,
      want: 'no secret in git',
      hint: 'put it in the secret store and refer to it in secrets',
    },
  }
}

function decoded(data: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
