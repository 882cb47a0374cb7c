import { largestDockerfile, readDockerfile, type Dockerfile } from '@slipway/core/dockerfile'
import { turned, type FileFound, type FileJudge } from './file-risk.ts'

const imagesOf = ({ images }: Dockerfile): readonly string[] => images.map(({ image }) => image)
const nameOf = (image: string): string => image.replace(/@.*/, '').replace(/:[^/:]*$/, '')

const isRoot = (user: string): boolean => user === '' || /^(?:root|0+)(?::|$)/.test(user)

const fetching =
  /\b(?:curl|wget|fetch)\b|https?:\/\/|\bgit clone\b|\b(?:apt(?:-get)?|apk|yum|dnf|pip3?|npm|npx|yarn|pnpm|gem|go) (?:-\S{1,99} ){0,20}(?:install|add|i|exec|get)\b/
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

/** Reviews a Dockerfile: base images, commands at build time, and the user. */
export const judgeDockerfile: FileJudge = ({ before, after }) => {
  if (after === undefined) return []
  const size = Math.max(after.length, before?.length ?? 0)
  if (size > largestDockerfile) return [['high', 'too-large', size]]
  const [old, now] = [readDockerfile(before ?? ''), readDockerfile(after)]
  const [was, is] = [imagesOf(old), imagesOf(now)]
  const names = new Set(was.map(nameOf))
  const images = is
    .filter((image) => !was.includes(image))
    .flatMap((image): readonly FileFound[] => {
      const same = was.find((one) => nameOf(one) === nameOf(image))
      return [
        ...(/@sha256:[0-9a-f]{64}$/.test(image) ? [] : [['high', 'base-unpinned', image] as const]),
        was.length === 0
          ? ['medium', 'base-added', image]
          : [
              names.has(nameOf(image)) ? 'low' : 'medium',
              'base-changed',
              turned('FROM', same ?? was.join(', '), image),
            ],
      ]
    })
  const stepOf = ({ keyword, text }: Dockerfile['instructions'][number]): string => `${keyword} ${text}`
  const known = new Set(old.instructions.map(stepOf))
  const steps = now.instructions
    .filter((one) => acting.has(one.keyword) && !known.has(stepOf(one)))
    .map((one): FileFound => {
      const { keyword: word, text } = one
      const step = stepOf(one)
      const isFetched = (word === 'RUN' || word === 'ADD') && fetching.test(text)
      return isFetched
        ? ['high', 'fetched-step', step]
        : [word === 'RUN' || word === 'ENTRYPOINT' ? 'medium' : 'low', 'step-added', step]
    })
  const user = now.user?.name ?? ''
  const lost = isRoot(user) && !(before !== undefined && isRoot(old.user?.name ?? ''))
  return [...images, ...(lost ? [['high', 'user-lost', user] as const] : []), ...steps]
}
