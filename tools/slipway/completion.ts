import { defineCommand, root, UsageError } from '@slipway/cli'

export default defineCommand({
  name: 'completion',
  summary: 'prints what makes a shell complete the words of this command',
  about:
    'It also gives you slipway without npx, that of the clone you are in:\n' +
    '  source <(npx slipway completion bash)     in ~/.bashrc\n' +
    '  source <(npx slipway completion zsh)      in ~/.zshrc, after compinit\n' +
    '  npx slipway completion fish | source      in ~/.config/fish/config.fish\n' +
    'The scripts ask for words with: npx slipway completion words -- WORD...',
  words: [{ name: 'SHELL', offer: () => ['bash', 'zsh', 'fish'] }, '[WORD...]'],
  options: { root },
  exits: ['printed', 'something is wrong'],
  async run({ root }, [shell = '', ...words], { out }) {
    const [{ completions, shells }, { verbs }] = await Promise.all([
      import('@slipway/cli/completion'),
      import('./bin/verbs.ts'),
    ])
    if (shell === 'words') out(await completions(verbs(), words, root))
    else if (Object.hasOwn(shells, shell)) out(shells[shell as keyof typeof shells])
    else throw new UsageError(`There is no script for ${shell}: use one of ${Object.keys(shells).join(', ')}`)
    return 0
  },
})
