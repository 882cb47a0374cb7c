import type { FileKind, Issue } from '@slipway/core'
import { listed, stateFolder } from './render/path.ts'

type NotAFile = Exclude<FileKind, 'folder'>

/** Code decides by these; `treeIssue` says them. */
export type TreeProblem =
  | {
      readonly code: 'disk'
      readonly path: string
      readonly step: string
      readonly error: string
      readonly message: string
    }
  | { readonly code: 'tree-locked'; readonly path: string; readonly holder: string | undefined }
  | { readonly code: 'tree-strange'; readonly path: string; readonly kind: NotAFile }
  | { readonly code: 'cache-refused'; readonly path: string; readonly why: NotAFile | 'folder' | 'owner' | 'tracked' }
  | {
      readonly code: 'tree-not-ours'
      readonly path: string
      readonly hasOwnedName: boolean
      readonly source: string | undefined
    }
  | {
      readonly code: 'tree-in-the-way'
      readonly path: string
      readonly kind: 'file' | 'folder'
      readonly rendered: string
    }
  | { readonly code: 'drift-missing'; readonly path: string; readonly source: string; readonly isMerged: boolean }
  | {
      readonly code: 'drift-changed'
      readonly path: string
      readonly source: string
      readonly isMerged: boolean
      /** The first line that differs; or what else does. */
      readonly difference:
        | { readonly line: number; readonly given: string; readonly wanted: string }
        | 'mode'
        | 'encoding'
    }
  | { readonly code: 'drift-orphan'; readonly path: string; readonly source: string | undefined }
  | { readonly code: 'drift-temporary'; readonly path: string }

type Sentence = Pick<Issue, 'got' | 'want' | 'hint'> & { readonly at?: string }
type Sentences = { readonly [C in TreeProblem['code']]: (problem: Extract<TreeProblem, { code: C }>) => Sentence }

const nextSteps: Readonly<Record<string, string>> = {
  ENOSPC: 'free some space on the disk, then run it again',
  EDQUOT: 'free some space in your quota, then run it again',
  EACCES: 'give yourself the right to write there, then run it again',
  EPERM: 'give yourself the right to write there, then run it again',
  EROFS: 'work on a disk that can be written, then run it again',
}
const kinds: Readonly<Record<NotAFile, string>> = {
  link: 'a symbolic link',
  file: 'a file',
  other: 'neither a file nor a folder',
}
const owned = (): string => listed('and')
const generate = 'npx nx run gen:manifests'

function changeSource(source: string, isMerged: boolean): string {
  const why = isMerged ? ' (a merge took one side of generated files)' : ''
  return isMerged
    ? `change ${source}, not this file; then npx slipway resolve, and commit${why}`
    : `${generate}, and commit; what you want to be otherwise, say in ${source}, not in this file${why}`
}

const sentences: Sentences = {
  disk: ({ error, step, message }) => ({
    got: `${error} (could not ${step}): ${message}`,
    want: 'a disk that takes the whole tree',
    hint: nextSteps[error] ?? 'correct what the message names, then run it again',
  }),
  'tree-locked': ({ path, holder }) => ({
    got: `${holder ?? 'another run'} is writing the tree`,
    want: 'one run at a time',
    hint: `wait until it is done; if there is no such process, delete ${path}`,
  }),
  'tree-strange': ({ path, kind }) =>
    path === stateFolder
      ? {
          got: kind === 'link' ? kinds.link : 'no folder',
          want: `a folder of its own for ${stateFolder}/`,
          hint: 'delete it; it is made anew',
        }
      : {
          got: kinds[kind],
          want: `only folders and generated files in ${owned()}; links are never followed`,
          hint: 'delete it, or move it elsewhere',
        },
  'cache-refused': ({ path, why }) => {
    const got = {
      ...kinds,
      folder: 'a folder',
      owner: 'a cache that belongs to another user',
      tracked: 'a cache that git tracks',
    }[why]
    const hint = why === 'tracked' ? `git rm -r --cached ${stateFolder}, then delete ${path}` : `delete ${path}`
    return { got, want: 'a cache that only your own runs can have written', hint: `${hint}; it is made anew` }
  },
  'tree-not-ours': ({ hasOwnedName, source }) => ({
    got: hasOwnedName ? 'a file without the header of generated files' : 'a file that is not .yaml',
    want: `only generated files in ${owned()}${source === undefined ? '' : `; ${source} renders this one`}`,
    hint: 'move it elsewhere or delete it by hand; Slipway does not touch it',
  }),
  'tree-in-the-way': ({ kind, rendered }) => ({
    got:
      kind === 'folder'
        ? `a folder where the file ${rendered} is rendered`
        : `a file where the folder of ${rendered} is rendered`,
    want: 'room for the rendered file',
    hint: 'move it elsewhere or delete it by hand',
  }),
  'drift-missing': ({ source, isMerged }) => ({
    got: 'no such file',
    want: `the rendered file; ${source} renders it`,
    hint: changeSource(source, isMerged),
  }),
  'drift-changed': ({ difference, source, isMerged }) => {
    const hint = changeSource(source, isMerged)
    if (typeof difference === 'object')
      return {
        at: `line ${difference.line}`,
        got: difference.given,
        want: `${difference.wanted}; ${source} renders it`,
        hint,
      }
    const got = difference === 'mode' ? 'an executable file' : 'text that is not UTF-8'
    return { got, want: `the rendered file; ${source} renders it`, hint }
  },
  'drift-orphan': ({ source }) => ({
    got: `a file that ${source ?? 'nothing'} renders${source === undefined ? '' : ' no more'}`,
    want: 'no such file',
    hint: `${generate} deletes it; then commit`,
  }),
  'drift-temporary': () => ({
    got: 'a file that a killed run left',
    want: 'no such file',
    hint: `${generate} deletes it`,
  }),
}

export function treeIssue(problem: TreeProblem): Issue {
  const { at = '', ...said } = (sentences[problem.code] as (problem: TreeProblem) => Sentence)(problem)
  return { file: problem.path, at, code: problem.code, ...said }
}
