import { inTemporaryFolder } from '@slipway/cli/temporary'
import type { ChangedFile } from '../files/files.ts'
import type { FileFound } from '../files/file-risk.ts'
import { subjectOf } from '../files/subject.ts'
import { bufOf, oasdiffOf, type Compare } from './compare-contracts.ts'
import type { FindProgram } from './contract-program.ts'

export interface ContractScene {
  /** Files of an app's folder on each side, by path below the root, which a .proto file imports. */
  readonly beside: (folder: string) => Promise<{ readonly before: Texts; readonly after: Texts }>
  /** Apps that call an app by this contract. @param file in the app's folder */
  readonly callers: (app: string, file: string) => Promise<readonly string[]>
  readonly find: FindProgram
}

type Texts = ReadonlyMap<string, string>

/** More are counted. */
const mostTold = 20

const isContract = (path: string): boolean => subjectOf(path, true)[0] === 'contract'

async function found(file: ChangedFile, scene: ContractScene): Promise<readonly FileFound[]> {
  const [before, after] = [file.before?.text, file.after?.text]
  const [, app = '', own = ''] = /^apps\/([^/]+)\/(.+)$/.exec(file.path) ?? []
  // A new one breaks nobody; one that cannot be read is told elsewhere.
  if (before === undefined || (after === undefined && file.after !== undefined)) return []
  const callers = await scene.callers(app, own)
  if (after === undefined) return [[callers.length === 0 ? 'medium' : 'high', 'contract-removed', callers]]
  const isProto = own.endsWith('.proto')
  const compare: Compare = isProto ? bufOf : oasdiffOf
  const program = await scene.find(isProto ? 'buf' : 'oasdiff')
  if (!program.ok) return [['medium', 'contract-unchecked', program.why]]
  const around = isProto ? await scene.beside(`apps/${app}/`) : { before: new Map(), after: new Map() }
  const sides = {
    before: new Map([...around.before, [file.path, before]]),
    after: new Map([...around.after, [file.path, after]]),
  }
  const broken = await inTemporaryFolder('contracts', (folder) => compare(program.file, folder, file.path, sides))
  if (!broken.ok) return [['medium', 'contract-unchecked', broken.why]]
  const level = callers.length === 0 ? 'medium' : 'high'
  const told = broken.changes.slice(0, mostTold).map((what): FileFound => [level, 'contract-broken', { what, callers }])
  const rest = broken.changes.length - told.length
  return rest === 0 ? told : [...told, [level, 'contract-broken-more', rest]]
}

/** The breaking changes of contracts, by path. */
export async function contractFindings(
  files: readonly ChangedFile[],
  scene: ContractScene,
): Promise<ReadonlyMap<string, readonly FileFound[]>> {
  const all = new Map<string, readonly FileFound[]>()
  for (const file of files) {
    if (!isContract(file.path)) continue
    const findings = await found(file, scene)
    if (findings.length > 0) all.set(file.path, findings)
  }
  return all
}
