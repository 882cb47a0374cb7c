import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inTemporaryFolder } from '@slipway/cli/temporary'
import { editions, type Edition } from '@slipway/fleet'
import { filesOf, renderEstate } from '../../src/index.ts'

/** What apps and teams get. Add-ons, Argo CD and AWS go with a version of Slipway, and not with an edition. */
const isFrozen = (file: string): boolean => /^clusters\/[^/]+\/shop\//.test(file)

const here = import.meta.dirname
const fileOf = (edition: Edition): string => path.join(here, `edition-${edition}.txt`)

type Texts = ReadonlyMap<string, string>

/** The estate as today's code renders it in an edition. */
export const rendered = (edition: Edition): Promise<Texts> =>
  inTemporaryFolder('frozen', async (root) => {
    cpSync(path.join(here, 'estate'), root, { recursive: true })
    const fleet = path.join(root, 'fleet/fleet.ts')
    writeFileSync(fleet, readFileSync(fleet, 'utf8').replace('edition: 1,', `edition: ${edition},`))
    const made = await renderEstate(root)
    const files = made.ok ? filesOf(made.value.rendered) : made
    if (!files.ok) throw new Error(JSON.stringify(files.issues, null, 1))
    return new Map([...files.value].filter(([file]) => isFrozen(file)).sort(([a], [b]) => (a < b ? -1 : 1)))
  })

const head = '=== '
const asBefore = '(as in the edition before)\n'

/** All files in one text; those that an edition leaves as they were are only named. */
function textOf(files: Texts, before: Texts): string {
  const parts = [...files].map(([file, text]) => `${head}${file}\n${before.get(file) === text ? asBefore : text}`)
  return parts.join('')
}

function filesIn(text: string, before: Texts): Texts {
  const parts = text.split(new RegExp(`^${head}`, 'm')).slice(1)
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n')
      const [file, content] = [part.slice(0, end), part.slice(end + 1)]
      return [file, content === asBefore ? (before.get(file) ?? '') : content]
    }),
  )
}

/** What was frozen; empty where nothing is. */
export function frozen(edition: Edition): Texts {
  const earlier = editions[editions.indexOf(edition) - 1]
  const before = earlier === undefined ? new Map<string, string>() : frozen(earlier)
  return existsSync(fileOf(edition)) ? filesIn(readFileSync(fileOf(edition), 'utf8'), before) : new Map()
}

/** Writes what today's code renders. */
export async function freeze(): Promise<void> {
  let before: Texts = new Map()
  for (const edition of editions) {
    const files = await rendered(edition)
    writeFileSync(fileOf(edition), textOf(files, before))
    before = files
  }
}
