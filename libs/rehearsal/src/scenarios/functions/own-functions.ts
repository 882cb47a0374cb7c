import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Runtime } from '../../cluster/runtime.ts'
import { readFunctionStack, type FunctionStack } from '../../functions/function-stack.ts'
import { openHttpApi } from '../../functions/http-api.ts'
import { openLambda } from '../../functions/lambda.ts'
import { pathOf } from '../../functions/route.ts'
import { NoneFits, type Files, type TestContext } from '../shared/kit.ts'
import { functionApp } from './function-app.ts'

interface Own {
  readonly app: string
  readonly stack: FunctionStack
}

/** Stacks of the estate's own functions that have a host. */
function ownStacks(files: Files, cluster: string): readonly Own[] {
  return [...files].flatMap(([file, text]) => {
    const [, app = ''] = file.split(`/${cluster}-function-`)
    const name = app.replace(/\.yaml$/, '')
    if (app === '' || name === functionApp || !text.includes('AWS::ApiGatewayV2::Api')) return []
    return [{ app: name, stack: readFunctionStack(text) }]
  })
}

/** Why one cannot be played here: AWS would have to answer it, or it is not of Node and our layout. */
function reason(test: TestContext, { app, stack }: Own): string | undefined {
  const used = stack.rights.filter((name) => name !== 'Log')
  if (used.length > 0) return `it uses what only AWS has (${used.join(', ')})`
  return existsSync(mainOf(test, app)) ? undefined : `it has no apps/${app}/src/main.ts`
}

const mainOf = ({ estate }: TestContext, app: string) => path.join(estate.source, 'apps', app, 'src/main.ts')

/** Asks each route's own path once; any answer that is no failure counts. */
async function answersItself(test: TestContext, processes: Runtime, { app, stack }: Own): Promise<void> {
  const version = { name: '1', stack, command: [process.execPath, mainOf(test, app)] }
  let calls = 0
  const lambda = openLambda(processes, version, () => (calls += 1))
  const api = await openHttpApi(lambda, stack, () => {})
  try {
    const got: { readonly path: string; readonly status: number }[] = []
    for (const asked of stack.routes.map(pathOf)) got.push({ path: asked, status: (await api.ask(asked)).status })
    const isRight = calls === got.length && got.length > 0 && got.every(({ status }) => status < 500)
    const says = `${app}, as it is in apps/, answers by each of its routes in AWS's emulator`
    const routes = got.map(({ path: asked, status }) => `${asked} ${status}`).join(', ') || 'no route'
    const said = [routes, `${calls} calls`, lambda.lastError()].filter((one) => one !== '').join('; ')
    test.assert(says, isRight, said, 'function-own-answers')
  } finally {
    await api.close()
  }
}

export async function ownFunctions(test: TestContext, processes: Runtime): Promise<void> {
  const all = ownStacks(test.sabotaged(test.estate.files()), test.cluster.name)
  for (const own of all) {
    const why = reason(test, own)
    if (why === undefined) await answersItself(test, processes, own)
    else test.note(`${own.app} is not played: ${why}`)
  }
}

/** Takes the routes out of a function of the estate. @throws NoneFits where it has none that is played */
export function withoutRoutes(files: Files): Files {
  const [first] = [...files].filter(([file, text]) => isOwn.test(file) && text.includes(route))
  if (first === undefined) throw new NoneFits('no function of the estate has a route')
  return new Map(
    [...files].map(([file, text]) => [file, isOwn.test(file) ? text.replaceAll(route, 'AWS::None') : text]),
  )
}
const isOwn = new RegExp(`-function-(?!${functionApp}\\.)[^/]+\\.yaml$`)
const route = 'AWS::ApiGatewayV2::Route'
