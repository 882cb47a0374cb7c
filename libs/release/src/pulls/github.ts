import { execSync } from '@slipway/cli/exec'
import { ok, refused, type Outcome } from '@slipway/core'

export interface GitHub {
  /** Renews the branch's open pull request, or makes one. */
  open(
    branch: string,
    base: string,
    title: string,
    body: string,
  ): Outcome<{ readonly url: string; readonly isNew: boolean }>
  /** Gives the branch's open pull request another text for a while; nothing without one. */
  renew(branch: string, base: string, body: string): Outcome<undefined>
  /** The branch stays. @returns its address; `undefined` without an open one */
  close(branch: string, base: string, why: string): Outcome<string | undefined>
}

function gh(root: string, args: readonly string[], input?: string): Outcome<string> {
  const env = { ...process.env, GH_PROMPT_DISABLED: '1', NO_COLOR: '1' }
  const done = execSync('gh', args, { cwd: root, env, input })
  if (done.missing) {
    const hint = 'install it (https://cli.github.com), or use --commit and open the pull request by hand'
    return refused('gh', 'no-gh', done.stderr, "GitHub's command gh on PATH", hint)
  }
  if (done.code === 0) return ok(done.stdout)
  const said =
    [...done.stderr.split('\n'), ...done.stdout.split('\n')].find((line) => line.trim() !== '') ?? 'no answer'
  return refused(
    'gh',
    'gh-failed',
    `gh ${args.slice(0, 2).join(' ')}: ${said.trim()}`,
    'gh to take it',
    'correct what it says (gh auth status), then run it again',
  )
}

/** Before anything is pushed. */
export function openGitHub(root: string): Outcome<GitHub> {
  const version = gh(root, ['--version'])
  if (!version.ok) return version
  const find = (branch: string, base: string): Outcome<{ number: number; url: string } | undefined> => {
    const words = 'pr list --state open --json number,url --limit 1'.split(' ')
    const listed = gh(root, [...words, '--head', branch, '--base', base])
    return listed.ok ? ok((JSON.parse(listed.value.trim() || '[]') as { number: number; url: string }[])[0]) : listed
  }
  return ok({
    open(branch, base, title, body) {
      const found = find(branch, base)
      if (!found.ok) return found
      const there = found.value
      if (there !== undefined) {
        const edited = gh(root, ['pr', 'edit', String(there.number), '--title', title, '--body-file', '-'], body)
        return edited.ok ? ok({ url: there.url, isNew: false }) : edited
      }
      const made = gh(
        root,
        ['pr', 'create', '--head', branch, '--base', base, '--title', title, '--body-file', '-'],
        body,
      )
      return made.ok ? ok({ url: made.value.trim().split('\n').at(-1) ?? '', isNew: true }) : made
    },
    renew(branch, base, body) {
      const found = find(branch, base)
      if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found
      const edited = gh(root, ['pr', 'edit', String(found.value.number), '--body-file', '-'], body)
      return edited.ok ? ok(undefined) : edited
    },
    close(branch, base, why) {
      const found = find(branch, base)
      if (!found.ok || found.value === undefined) return found.ok ? ok(undefined) : found
      const { number, url } = found.value
      const closed = gh(root, ['pr', 'close', String(number), '--comment', why])
      return closed.ok ? ok(url) : closed
    },
  })
}
