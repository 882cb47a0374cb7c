import { exec } from '@slipway/cli/exec'
import { ok, refused, show, suggestion, type Outcome } from '@slipway/core'
import { askNow, parseAnswer } from '@slipway/live'
import { proxied, type Reach } from '@slipway/live/status'

const timeout = 20_000

async function kubectl(args: readonly string[]): Promise<Outcome<string>> {
  const { code, stdout, stderr, missing } = await exec('kubectl', args, { timeout })
  if (missing) return refused('kubectl', 'no-program', 'no kubectl on PATH', 'kubectl', 'install kubectl')
  if (code === 0) return ok(stdout)
  const said = stderr.trim().split('\n').at(-1) ?? ''
  return refused(
    'kubectl',
    'refused',
    said === '' ? `no answer within ${timeout / 1000} s` : said,
    'an answer',
    'ask kubectl the same',
  )
}

/**
 * The one that was named, or that `aws eks update-kubeconfig` would have made. Never whichever is current: it may be
 * another cluster's.
 */
export async function contextOf(
  asked: string | undefined,
  { name, region, arn }: { readonly name: string; readonly region: string; readonly arn: string },
): Promise<Outcome<string>> {
  const usual = [arn, name]
  const listed = await kubectl(['config', 'get-contexts', '--output', 'name'])
  if (!listed.ok) return listed
  const known = listed.value.split('\n').filter((line) => line !== '')
  const found = (asked === undefined ? usual : [asked]).find((one) => known.includes(one))
  if (found !== undefined) return ok(found)
  const want = `a context: ${known.length === 0 ? 'there is none' : known.slice(0, 10).join(', ')}`
  if (asked !== undefined) return refused('--context', 'unknown-context', show(asked), want, suggestion(asked, known))
  const hint = `aws eks update-kubeconfig --name ${name} --region ${region}, or say which with --context`
  return refused('kubectl', 'no-context', `no context of kubectl is ${usual.join(' or ')}`, want, hint)
}

const readJson = (text: string): Outcome<unknown> => {
  try {
    return ok(JSON.parse(text) as unknown)
  } catch {
    return refused('kubectl', 'not-json', 'an answer that is no JSON', 'JSON', 'ask kubectl the same')
  }
}

/** @param prometheus an address of its own; without it Prometheus is asked through the API server */
export function reachBy(context: Outcome<string>, monitoring: string, prometheus: string | undefined): Reach {
  const kube = async (path: string) => {
    if (!context.ok) return context
    const answer = await kubectl(['--context', context.value, 'get', '--raw', path])
    return answer.ok ? readJson(answer.value) : answer
  }
  return {
    kube,
    ask: async (expr) => {
      if (prometheus !== undefined) return askNow(prometheus, expr)
      const answer = await kube(
        `${proxied(monitoring)}/api/v1/query?${new URLSearchParams({ query: expr }).toString()}`,
      )
      return answer.ok ? parseAnswer(answer.value, 'Prometheus') : answer
    },
  }
}
