import { strict as assert } from 'node:assert'
import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { home, type Command } from '@slipway/cli'
import { ran } from '@slipway/cli/test'
import { SampleEstate, spec } from '@slipway/release/sample'

/** What an attacker tries, on an estate of its own. It must not work. */
export interface Attack {
  /** A sentence: what the attacker does. */
  readonly name: string
  /** What the attacker would win, and which gate refuses it. */
  readonly why: string
  /** @throws when the attack worked */
  run(estate: ScratchEstate): Promise<void> | void
}

export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
}

const team = (name: string) => ({
  owners: [`@acme/${name}`],
  group: `acme:${name}`,
  slack: `#${name}`,
  quota: { cpu: '100', memory: '200Gi', pods: 100 },
})

/** A stack trace in what a person reads. */
const stack = /^ {4}at .+:\d+:\d+\)?$/m

/**
 * Two teams with an app each, in dev, staging and two clusters of prod; rendered and committed. The attacker is of the
 * team `shop`, and its app is `web`.
 */
export class ScratchEstate extends SampleEstate {
  constructor() {
    super(
      ['web', 'ledger'],
      { 'apps/ledger/app.ts': { ...spec, team: 'finance' } },
      { teams: { shop: team('shop'), finance: team('finance') } },
    )
  }

  /** Another one like it. */
  copy(): ScratchEstate {
    const copy = new ScratchEstate()
    cpSync(this.root, copy.root, { recursive: true, verbatimSymlinks: true })
    return copy
  }

  /** Runs a verb over this estate, in this process. */
  async slipway(name: string, ...words: readonly string[]): Promise<Said> {
    const file = pathToFileURL(path.join(home, 'tools/slipway', `${name}.ts`)).href
    const verb = (await import(file)) as { readonly default: Command }
    return ran(verb.default, [...words, '--root', this.root], this.root)
  }

  /** The same in a process of its own, for what an environment or a signal does. */
  process(words: readonly string[], env: Readonly<Record<string, string>> = {}, timeout = 60_000): Said {
    const main = path.join(home, 'tools/slipway/bin/main.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words, '--root', this.root], {
      encoding: 'utf8',
      env: { ...process.env, ...env, NO_COLOR: '1' },
      timeout,
    })
    return { code: status ?? -1, out: stdout, err: stderr }
  }

  /** Renders what the inputs say, as an attacker would before the commit. */
  async gen(): Promise<Said> {
    return this.slipway('gen')
  }

  /**
   * Asserts that a verb refuses: exit 1, the code, and no stack trace.
   * @param words the verb and its words; `check` leaves the schemas out
   */
  async refuses(code: string, words: readonly string[] = ['check', '--no-schemas']): Promise<Said> {
    const [verb = 'check', ...rest] = words
    const said = await this.slipway(verb, ...rest)
    assertRefused(said, code)
    return said
  }

  /** Asserts that `check` finds nothing, or no refusal after it would prove anything. */
  async passes(): Promise<void> {
    const { code, out, err } = await this.slipway('check', '--no-schemas')
    assert.equal(code, 0, `${out}${err}`)
  }
}

/** Asserts that what a verb said is a refusal by this code, or by one of several: `code-size|code-time`. */
export function assertRefused(said: Said, code: string): void {
  const all = `${said.out}${said.err}`
  assert.equal(said.code, 1, `it ended with ${said.code}, not 1:\n${all}`)
  const isSaid = (one: string) => all.includes(`[${one}]`) || all.includes(`"code":"${one}"`)
  assert.ok(code.split('|').some(isSaid), `it does not say [${code}]:\n${all}`)
  assert.doesNotMatch(all, stack)
}

/** The estate that every attack gets a copy of; nothing is wrong with it, or no refusal would prove anything. */
export async function soundEstate(): Promise<ScratchEstate> {
  const estate = new ScratchEstate()
  const rendered = await estate.gen()
  assert.equal(rendered.code, 0, rendered.err)
  spawnSync('git', ['init', '-q', '-b', 'main', estate.root], {
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
  })
  estate.git('config', 'core.fsync', 'none')
  estate.commit('a sound estate')
  await estate.passes()
  return estate
}

/** Has the fleet say more. */
export const sayInFleet = (estate: ScratchEstate, more: Readonly<Record<string, unknown>>): void =>
  estate.put(
    'fleet/fleet.ts',
    estate.text('fleet/fleet.ts').replace('"name":"acme"', `"name":"acme",${JSON.stringify(more).slice(1, -1)}`),
  )

/** A spec that runs `code` first. */
export const computed = (code: string): string => `${code}\nexport default { ...${JSON.stringify(spec)} }\n`
