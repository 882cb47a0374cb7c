import { turned, type FileFound, type FileJudge } from './file-risk.ts'

interface Instruction {
  readonly word: string
  readonly rest: string
}

const syntax = /^#\s*syntax\s*=\s*(\S+)/im

/** The instructions, continued lines joined. */
function instructionsOf(source = ''): readonly Instruction[] {
  const [image] = syntax.exec(source)?.slice(1) ?? []
  const out: Instruction[] = image === undefined ? [] : [{ word: 'SYNTAX', rest: image }]
  let open = ''
  for (const line of source.split('\n')) {
    if (/^\s*(?:#|$)/.test(line)) continue
    const text = line.trim()
    if (text.endsWith('\\')) {
      open += `${text.slice(0, -1)} `
      continue
    }
    const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(`${open}${text}`) ?? []
    out.push({ word: word.toUpperCase(), rest: rest.replaceAll(/\s+/g, ' ') })
    open = ''
  }
  return out
}

const imageOf = ({ word, rest }: Instruction): string | undefined =>
  word === 'SYNTAX'
    ? rest
    : word === 'FROM'
      ? rest.replace(/^(?:--\S+ )+/, '').split(' ')[0]
      : /--from=(\S+)/.exec(rest)?.[1]
const nameOf = (image: string): string => image.replace(/@.*/, '').replace(/:[^/:]*$/, '')

/** Images from elsewhere: not the file's own stages, and not what holds nothing. */
function imagesOf(all: readonly Instruction[]): readonly string[] {
  const stages = all.flatMap(({ word, rest }) =>
    word === 'FROM' ? (/ AS (\S+)$/i.exec(rest)?.[1]?.toLowerCase() ?? []) : [],
  )
  return all.flatMap((one) => {
    const image = imageOf(one)
    const isOwn =
      image === undefined || image === 'scratch' || stages.includes(image.toLowerCase()) || /^\d+$/.test(image)
    return isOwn ? [] : [image]
  })
}

/** Who the image's process is: the last USER of the last stage. */
function userOf(all: readonly Instruction[]): string {
  const stage = all.slice(
    Math.max(
      0,
      all.findLastIndex(({ word }) => word === 'FROM'),
    ),
  )
  return stage.findLast(({ word }) => word === 'USER')?.rest ?? ''
}
const isRoot = (user: string): boolean => user === '' || /^(?:root|0+)(?::|$)/.test(user)

const fetching =
  /\b(?:curl|wget|fetch)\b|https?:\/\/|\bgit clone\b|\b(?:apt(?:-get)?|apk|yum|dnf|pip3?|npm|npx|yarn|pnpm|gem|go) (?:-\S+ )*(?:install|add|i|exec|get)\b/
const acting = new Set([
  'RUN',
  'ADD',
  'COPY',
  'CMD',
  'ENTRYPOINT',
  'SHELL',
  'ONBUILD',
  'ENV',
  'ARG',
  'VOLUME',
  'STOPSIGNAL',
])

/** An image's recipe: what it stands on, what it runs while it is built, and as whom. */
export const judgeDockerfile: FileJudge = ({ before, after }) => {
  if (after === undefined) return []
  const [old, now] = [instructionsOf(before), instructionsOf(after)]
  const [was, is] = [imagesOf(old), imagesOf(now)]
  const names = new Set(was.map(nameOf))
  const images = is
    .filter((image) => !was.includes(image))
    .flatMap((image): readonly FileFound[] => {
      const same = was.find((one) => nameOf(one) === nameOf(image))
      return [
        ...(/@sha256:[0-9a-f]{64}$/.test(image) ? [] : [['high', 'base-unpinned', image] as const]),
        [names.has(nameOf(image)) ? 'low' : 'medium', 'base-changed', turned('FROM', same ?? was.join(', '), image)],
      ]
    })
  const steps = now
    .filter(({ word, rest }) => acting.has(word) && !old.some((one) => one.word === word && one.rest === rest))
    .map(({ word, rest }): FileFound => {
      const step = `${word} ${rest}`
      const isFetched = (word === 'RUN' || word === 'ADD') && fetching.test(rest)
      return isFetched
        ? ['high', 'fetched-step', step]
        : [word === 'RUN' || word === 'ENTRYPOINT' ? 'medium' : 'low', 'step-added', step]
    })
  const user = userOf(now)
  const lost = isRoot(user) && !(before !== undefined && isRoot(userOf(old)))
  return [...images, ...(lost ? [['high', 'user-lost', user] as const] : []), ...steps]
}
