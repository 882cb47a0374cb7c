import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { failed, issue, ok, show, type Issue, type Outcome } from '@slipway/core'
import { isFields } from '@slipway/kube'

export interface AppCommand {
  /** `{ip}` in an argument is the pod's address. */
  readonly command: readonly [string, ...string[]]
  readonly cwd: string
  /** A request that takes the longest way of its `calls`. */
  readonly visit?: Visit
}

export interface Visit {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** In an app's folder; without it Node runs `src/main.ts`. */
export const commandFile = 'rehearse.json'

const want = '{ "command": ["node", "src/main.js"], "cwd": "." }, the folder as seen from the app\'s own'
const hint = 'correct it, or delete it where the app cannot be run here'
const wantVisit =
  '{ "method": "POST", "path": "/cart", "headers": { "cookie": "cart=cup:1" }, "body": "order=1" }, all but the path left out for a GET'
const ownProgram = ['node', 'src/main.ts'] as const
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

function readVisit(said: unknown): Visit | undefined {
  if (!isFields(said)) return undefined
  const { method, path: at, headers = {}, body, ...more } = said
  const isSound =
    Object.keys(more).length === 0 &&
    isText(at) &&
    at.startsWith('/') &&
    [method, body].every((one) => one === undefined || isText(one)) &&
    isFields(headers) &&
    Object.values(headers).every(isText)
  return isSound ? (said as unknown as Visit) : undefined
}

function readCommand(file: string, text: string, folder: string, source: string): Outcome<AppCommand> {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch (error) {
    return failed(issue(file, '', 'not-json', (error as Error).message, want, hint))
  }
  if (typeof said !== 'object' || said === null || Array.isArray(said))
    return failed(issue(file, '', 'rehearse', show(said), want, hint))
  const { command: given, cwd = '.', visit, ...more } = said as { command?: unknown; cwd?: unknown; visit?: unknown }
  const command = given === undefined && visit !== undefined ? ownProgram : given
  const issues: Issue[] = Object.keys(more).map((key) =>
    issue(file, key, 'rehearse', show(key), 'command, cwd or visit', hint),
  )
  const words = Array.isArray(command) && command.every(isText) ? command : []
  const [first, ...rest] = words
  if (first === undefined)
    issues.push(
      issue(
        file,
        'command',
        'rehearse',
        show(command),
        'a program and its arguments, such as ["node", "src/main.js"]',
        hint,
      ),
    )
  const place = isText(cwd) ? path.resolve(folder, cwd) : undefined
  const inside = place !== undefined && !path.relative(source, place).startsWith('..') && existsSync(place)
  if (!inside)
    issues.push(
      issue(file, 'cwd', 'rehearse', show(cwd), "a folder of this repository, as seen from the app's own", hint),
    )
  const asked = readVisit(visit)
  if (visit !== undefined && asked === undefined)
    issues.push(issue(file, 'visit', 'rehearse', show(visit), wantVisit, hint))
  return issues.length > 0 || first === undefined || place === undefined
    ? failed(...issues)
    : ok({ command: [first, ...rest], cwd: place, ...(asked === undefined ? {} : { visit: asked }) })
}

/**
 * How each app runs here; an app without `rehearse.json` and `src/main.ts` is left out.
 * @param source the estate's original, with the apps' sources
 */
export function commandsOf(
  root: string,
  source: string,
  apps: readonly string[],
): Outcome<ReadonlyMap<string, AppCommand>> {
  const issues: Issue[] = []
  const found = new Map<string, AppCommand>()
  for (const app of apps) {
    const file = `apps/${app}/${commandFile}`
    const own = path.join(root, file)
    if (existsSync(own)) {
      const read = readCommand(file, readFileSync(own, 'utf8'), path.join(source, 'apps', app), source)
      if (read.ok) found.set(app, read.value)
      else issues.push(...read.issues)
    } else if (existsSync(path.join(source, 'apps', app, 'src/main.ts')))
      found.set(app, { command: ['node', `apps/${app}/src/main.ts`], cwd: source })
  }
  return issues.length === 0 ? ok(found) : failed(...issues)
}
