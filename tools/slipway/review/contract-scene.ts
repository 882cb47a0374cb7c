import type { Output } from '@slipway/cli'
import { refused, formatIssues } from '@slipway/core'
import { at, list, text } from '@slipway/kube'
import {
  buildContractProgram,
  contractPrograms,
  findContractProgram,
  type ContractProgram,
  type ContractScene,
} from '@slipway/review'
import type { Side } from './side.ts'
import { specsOf, textsOf } from './specs-of.ts'

/** The two sides as reviews of contracts read them. Specs are read as data, and never run. */
export function contractScene(before: Side, after: Side): ContractScene {
  let specs: Promise<ReadonlyMap<string, unknown>> | undefined
  return {
    async beside(folder) {
      const protos = ({ files }: Side) =>
        [...files.keys()].filter((file) => file.startsWith(folder) && file.endsWith('.proto'))
      return { before: await textsOf(before, protos(before)), after: await textsOf(after, protos(after)) }
    },
    async callers(app, file) {
      specs ??= specsOf(after)
      const calls = (spec: unknown): boolean =>
        list(at(spec, 'calls')).some((call) => text(call.app) === app && text(call.api) === file)
      return [...(await specs)].flatMap(([name, spec]) => (calls(spec) ? [name] : [])).sort()
    },
    find: findContractProgram,
  }
}

/** Takes minutes the first time. @returns the exit code */
export async function buildContracts({ out, err }: Pick<Output, 'out' | 'err'>): Promise<0 | 1> {
  for (const name of Object.keys(contractPrograms) as readonly ContractProgram[]) {
    try {
      out(`${name}: ${await buildContractProgram(name)}\n`)
    } catch (error) {
      const got = error instanceof Error ? error.message : String(error)
      const why = refused(
        name,
        'not-built',
        got,
        `${name}, built with Go`,
        'correct what the message names; without it a review says that it does not know',
      )
      if (!why.ok) err(`${formatIssues(why.issues)}\n`)
      return 1
    }
  }
  return 0
}
