import { connect } from 'node:net'
import { readJson } from '@slipway/core'
import { fields } from '@slipway/kube'
import { firstOf } from '../cluster/first-of.ts'
import { freePorts, local, type Runtime } from '../cluster/runtime.ts'
import type { Counted } from './alarm.ts'
import type { FunctionStack } from './function-stack.ts'

/** One call's end: an answer, the function's own error, or that there was no room. */
interface Invoked {
  readonly kind: 'answered' | 'failed' | 'too-many'
  readonly version: string
  readonly text: string
}

export interface Version {
  readonly name: string
  readonly stack: FunctionStack
  /** The command of its image. */
  readonly command: readonly string[]
}

/** Runs each version in AWS's emulator: one process is one execution environment, which takes one call at a time. */
export interface Lambda {
  /** Calls the alias. */
  invoke(event: object): Promise<Invoked>
  /** The alias: a version, and another with its per cent of calls. */
  alias: { readonly main: Version; readonly other?: Version; readonly weight?: number }
  /** Calls at once, at most. */
  reserved: number | null
  readonly most: () => number
  readonly lastError: () => string
}

const answersTcp = (port: number) => firstOf(connect(port, '127.0.0.1'), { connect: () => true, error: () => false })

async function startEnvironment(runtime: Runtime, { name, stack, command }: Version, n: number) {
  const [port = 0, api = 0] = await freePorts(2)
  const args = ['--runtime-interface-emulator-address', local(port), '--runtime-api-address', local(api), ...command]
  const env = {
    ...stack.variables,
    AWS_LAMBDA_FUNCTION_NAME: stack.name,
    AWS_LAMBDA_FUNCTION_VERSION: name,
    AWS_LAMBDA_FUNCTION_TIMEOUT: String(stack.timeout),
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(stack.memory),
  }
  const what = { program: 'lambda-emulator', name: `${stack.name}-${name}-${n}`, args, env } as const
  await runtime.serve(what, () => answersTcp(port), 20)
  return `http://${local(port)}/2015-03-31/functions/function/invocations`
}

/** The emulator answers 200 for errors, too; of a timeout it tells in words, where a handler's answer is JSON. */
export function isError(status: number, text: string): boolean {
  const said = readJson(text)
  return status !== 200 || said === undefined || fields(said)['errorType'] !== undefined
}

export function openLambda(runtime: Runtime, first: Version, count: (one: Omit<Counted, 'at'>) => void): Lambda {
  const idle = new Map<string, string[]>()
  let [running, most, environments] = [0, 0, 0]
  let lastError = ''
  const lambda: Lambda = {
    alias: { main: first },
    reserved: first.stack.reserved,
    most: () => most,
    lastError: () => lastError,
    invoke: async (event) => {
      const { main, other, weight = 0 } = lambda.alias
      // By chance, as Lambda does: https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
      const version = other !== undefined && Math.random() * 100 < weight ? other : main
      if (lambda.reserved !== null && running >= lambda.reserved)
        return { kind: 'too-many', version: version.name, text: 'TooManyRequestsException' }
      running += 1
      most = Math.max(most, running)
      try {
        const free = idle.get(version.name) ?? []
        idle.set(version.name, free)
        const url = free.pop() ?? (await startEnvironment(runtime, version, (environments += 1)))
        const answer = await fetch(url, { method: 'POST', body: JSON.stringify(event) })
        const text = await answer.text()
        const failed = isError(answer.status, text)
        free.push(url)
        if (failed) lastError = `${answer.status} ${text}`
        count({ namespace: 'AWS/Lambda', version: version.name, failed })
        return { kind: failed ? 'failed' : 'answered', version: version.name, text }
      } finally {
        running -= 1
      }
    },
  }
  return lambda
}
