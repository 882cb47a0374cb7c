import { show, type InputFiles } from '@slipway/core'
import { readOwnText, type OwnText } from './config-file.ts'

const most = { bytes: 2_000_000, why: 'what anybody can review', hint: 'split the API' }

const refuse = (got: string, want: string, hint: string): OwnText => ({
  problem: { code: 'contract', got, want, hint },
})

/** Its outline; `buf` reads all of it when a review compares two versions. */
function protoProblem(file: string, text: string): OwnText | undefined {
  // Strings and comments may hold anything.
  const plain = text.replaceAll(/\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (found) =>
    /^["']/.test(found) ? 's' : ' '.repeat(found.length),
  )
  const want = 'a .proto file: syntax = "proto3"; with services or messages'
  if (!/^\s*(?:syntax|edition)\s*=\s*s\s*;/.test(plain))
    return refuse(
      `${show(file)}, which does not begin with its syntax`,
      want,
      'write syntax = "proto3"; as its first line',
    )
  let open = 0
  for (const [line, part] of plain.split('\n').entries())
    for (const sign of part) {
      if (sign === '{') open += 1
      if (sign === '}') open -= 1
      if (open < 0)
        return refuse(
          `${show(file)}, which in line ${line + 1} closes a brace that is not open`,
          want,
          'correct the braces',
        )
    }
  if (open > 0) return refuse(`${show(file)}, of which ${open} braces are not closed`, want, 'correct the braces')
  if (!/^\s*(?:service|message)\s+[A-Za-z_]\w*\s*\{/m.test(plain))
    return refuse(`${show(file)}, which has neither a service nor a message`, want, 'write the service')
  return undefined
}

async function openApiProblem(file: string, text: string): Promise<OwnText | undefined> {
  // The parser loads slowly; few estates need it.
  const { isMap, isScalar, LineCounter, parseDocument, visit } = await import('yaml')
  const want = 'an OpenAPI 3 document with openapi, info and paths'
  const lines = new LineCounter()
  // The parser's own search for keys that are there twice takes time by the square of their number.
  const document = parseDocument(text, { uniqueKeys: false, lineCounter: lines })
  let twice: number | undefined
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key)) continue
        if (seen.has(key.value)) {
          twice = key.range?.[0] ?? 0
          return visit.BREAK
        }
        seen.add(key.value)
      }
      return undefined
    },
  })
  const [error] = document.errors
  const repeated =
    twice === undefined ? undefined : { message: 'Map keys must be unique', line: lines.linePos(twice).line }
  const wrong = error === undefined ? repeated : { message: error.message, line: error.linePos?.[0].line ?? 1 }
  if (wrong !== undefined) {
    const [why = ''] = wrong.message.split('\n')
    return refuse(
      `${show(file)}, which is no YAML or JSON: ${why.replace(/ at line \d+, column \d+:?$/, '')} (line ${wrong.line})`,
      want,
      'correct that line',
    )
  }
  if (!isMap(document.contents)) return refuse(`${show(file)}, which is no object`, want, 'write the document')
  const version: unknown = document.get('openapi')
  if (typeof version !== 'string' || !/^3\.\d+(\.\d+)?$/.test(version)) {
    const given = version ?? document.get('swagger')
    const hint = document.has('swagger') ? 'convert it from Swagger 2' : 'write openapi: "3.1.0"'
    return refuse(`${show(file)}, whose version is ${show(given)}`, want, hint)
  }
  const absent = ['info', 'paths'].filter((field) => !isMap(document.get(field)))
  return absent.length === 0
    ? undefined
    : refuse(`${show(file)}, which lacks ${absent.join(' and ')}`, want, `add ${absent.join(' and ')}`)
}

/** An app's contract, or its problem, such as that it is neither OpenAPI 3 nor Protocol Buffers. */
export async function readContract(files: InputFiles, folder: string, file: string): Promise<OwnText> {
  const read = readOwnText(files, folder, file, most)
  if ('problem' in read) return read
  const problem = file.endsWith('.proto') ? protoProblem(file, read.text) : await openApiProblem(file, read.text)
  return problem ?? read
}
