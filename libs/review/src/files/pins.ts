import { baseName } from '@slipway/core'
import type { FileFound, FileJudge } from './file-risk.ts'
import { hostsIn } from './hosts-in.ts'
import { newcomers } from './newcomers.ts'

/** Bytes of one package, as lockfiles write them: hex, or base64 behind the name of its algorithm. */
const hash = /\b(?:sha(?:1|256|384|512)[-:=]|h1:|10c0\/)[\w+/=-]{20,}|\b[0-9a-f]{40,128}\b/gi

/** Hosts of each language's registries; other hosts are reported once. */
const registries =
  /^(?:registry\.(?:npmjs\.org|yarnpkg\.com|terraform\.io|opentofu\.org)|(?:proxy|sum)\.golang\.org|pypi\.org|files\.pythonhosted\.org|(?:static\.|index\.)?crates\.io|rubygems\.org|repo1?\.maven\.(?:apache\.)?org|repo\.maven\.apache\.org|plugins\.gradle\.org|services\.gradle\.org|api\.nuget\.org|repo\.packagist\.org|jsr\.io|deno\.land|(?:www\.)?w3\.org|maven\.apache\.org|json\.schemastore\.org)$/

/** A package from somewhere else than its registry, in the words of each tool. */
const elsewhere =
  /^[\w./-]+(?:\s+v[\w.+-]+)?\s+=>\s|\bgit\+|\bgit(?:hub)?\s*[:=]|\bpatch:(?![^#"',]{0,200}#(?:~|optional!)*builtin<[\w./-]{1,80}>(?:::|[\s"',:]|$))|\btarball:|--(?:extra-)?index-url|--find-links|--trusted-host|\bindex-url\b|\[patch|(?<!\[)\[source|\.source\]|replace-with|rustc-wrapper|\brunner\s*=|\[url|\bpreload\b/i
/** A folder of this repository: its own change is reviewed, too. */
const inside = /\s=>\s+\.{1,2}\/|\bpath\s*[:=]|\bfile:(?!\/\/)|\blink:|\bportal:|^-e\s+\./i
/** Fields of `pyproject.toml` and `Cargo.toml` for people. */
const homepage =
  /^"?(?:homepage|documentation|repository|changelog|issues|bug[ -]?tracker|funding|license)"?\s*=\s*"https?:\/\/[^\s"]*"$/i
/** Lines that no tool fetches from. Ruby runs `#{}`. */
const isForPeople = (path: string, line: string): boolean =>
  /^#(?!\{)/.test(line) || (path.endsWith('.toml') && homepage.test(line))
const levelOf = (
  line: string,
  isNew: (host: string) => boolean,
  ofNewcomers: ReadonlySet<string>,
): 'high' | 'medium' | undefined => {
  const hosts = hostsIn(line).filter(isNew)
  if (inside.test(line) && hosts.length === 0) return 'medium'
  if (elsewhere.test(line)) return 'high'
  if (hosts.length === 0) return undefined
  return hosts.every((host) => ofNewcomers.has(host)) ? 'medium' : 'high'
}

const linesOf = (text = ''): readonly string[] =>
  text.split('\n').map((line) =>
    line
      .replaceAll('\\:', ':')
      .replaceAll('https://github.com/rust-lang/crates.io-index', 'https://crates.io')
      .trim()
      .replace(/^replace\s+(?=[^(])/, ''),
  )

/**
 * Lines by what they say beside hashes, and the hashes. A paragraph is one, for lockfiles name a package in its first
 * line.
 */
function hashesOf(text = '', isByLine: boolean): ReadonlyMap<string, string> {
  const parts = isByLine ? text.split('\n') : text.split(/\n\s*\n/)
  return new Map(
    parts.flatMap((part) => {
      const all = part.match(hash) ?? []
      const lines = part.split('\n').map((line) => line.replaceAll(hash, '#'))
      const words = isByLine ? lines : lines.filter((line) => !/^"?[\w-]*"?[\s:=]*"?#/.test(line.trim()))
      const said = words.join('\n').replaceAll('#', '')
      return [[said.replaceAll(/[\s,\\]+|--hash=/g, ' ').trim(), all.join(' ')] as const]
    }),
  )
}

/** Manifests and lockfiles of other languages: another source, and other bytes of a version that was there. */
export const judgePins: FileJudge = (texts) => {
  const { path, before, after } = texts
  if (after === undefined || after === before) return []
  const read = (source: string | undefined): readonly string[] =>
    linesOf(source).filter((line) => line !== '' && !isForPeople(path, line))
  const old = new Set(read(before))
  const added = read(after).filter((line) => !old.has(line))
  const hosts = new Set([...old].flatMap(hostsIn))
  const isNew = (host: string): boolean => !hosts.has(host) && !registries.test(host)
  const ofNewcomers = newcomers(texts)
  const isByLine = /\.(?:sum|txt|in|mod)$/.test(path)
  const [was, is] = [hashesOf(before, isByLine), hashesOf(after, isByLine)]
  const bytes = [...is].flatMap(([words, hashes]): readonly FileFound[] => {
    const had = was.get(words)
    if (had === undefined || had === hashes || had === '') return []
    return [['high', hashes === '' ? 'integrity-lost' : 'integrity-changed', words.split('\n')[0]?.slice(0, 200) ?? '']]
  })
  // A requirement without one, where all had one.
  const unhashed = isByLine && was.size > 0 && [...was.values()].some((one) => one !== '')
  const bare = unhashed
    ? added.filter((line) => /^[\w.-]+(?:\[[^\]]*\])?==[^#]*$/.test(line) && !/--hash|\\$/.test(line))
    : []
  return [
    ...added.flatMap((line): readonly FileFound[] => {
      const level = levelOf(line, isNew, ofNewcomers)
      const from = line.slice(0, 500)
      return level === undefined ? [] : [[level, 'package-elsewhere', { name: baseName(path), from }]]
    }),
    ...bytes,
    ...bare.filter((line) => !was.has(line)).map((line): FileFound => ['high', 'integrity-lost', line]),
  ]
}
