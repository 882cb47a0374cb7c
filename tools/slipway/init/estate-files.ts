import { inspect } from 'node:util'
import type { Fleet } from '@slipway/fleet'
import type { Answers } from './answers.ts'

/** Data as TypeScript, which `gen` reads without running it. */
const literal = (data: unknown): string =>
  inspect(data, { depth: null, breakLength: 110, compact: 3, maxArrayLength: null, maxStringLength: null })

const module = (call: string, data: unknown): string =>
  `import { ${call} } from '@slipway/fleet'\n\nexport default ${call}(${literal(data)})\n`

/**
 * By path; `fleet/fleet.ts` is the last, because a fleet that is no longer the sample is what says that all is done.
 */
export const fleetFiles = ({ fleet, clusters }: Answers): ReadonlyMap<string, string> =>
  new Map([
    ...Object.entries(clusters).map(([name, data]): [string, string] => [
      `fleet/clusters/${name}.ts`,
      module('defineCluster', data),
    ]),
    ['fleet/fleet.ts', module('defineFleet', fleet)],
  ])

const workflowBranch = /^(\s+(?:branches: \[|ref: |main-branch-name: ))main(\]?)$/gm

export const withBranch = (workflow: string, branch: string): string =>
  workflow.replace(workflowBranch, (_, before: string, after: string) => `${before}${branch}${after}`)

/** A lockfile without some workspaces; packages that only they wanted stay until the next `npm install`. */
export function withoutWorkspaces(lockfile: string, folders: readonly string[]): string {
  const lock = JSON.parse(lockfile) as { packages: Record<string, { link?: boolean; resolved?: string }> }
  const gone = new Set(folders)
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).filter(
      ([at, { link, resolved }]) => !gone.has(at) && !(link === true && gone.has(resolved ?? '')),
    ),
  )
  return `${JSON.stringify(lock, null, 2)}\n`
}

export const withDefaultBase = (nx: string, branch: string): string =>
  nx.replace(/("defaultBase": ")[^"]*(")/, (_, before: string, after: string) => before + branch + after)

/** Their own README; Slipway's is on the web, and in docs/ what is needed every day. */
export const readme = (fleet: Fleet): string => `# ${fleet.name}: what runs, and where

The services of ${fleet.name}, as one small file each, and all that Kubernetes gets of them, rendered into this repository and synced by Argo CD.
Made with [Slipway](ARCHITECTURE.md).

\`\`\`sh
npm ci && npx nx run gen:manifests   # installs, and renders clusters/, argocd/ and aws/ from apps/ and fleet/
npm test                             # types, lint, unit tests, and every check on the rendered tree
\`\`\`

| where | what |
|---|---|
| \`apps/<app>/\` | what runs: its spec, its sources or only an image, and which release is where |
| \`fleet/\` | where it runs: environments (${fleet.environments.join(', ')}), clusters (${fleet.clusters.map((one) => one.name).join(', ')}), teams (${[...fleet.teams.keys()].join(', ')}) |
| \`clusters/\`, \`argocd/\`, \`aws/\` | generated: read it in reviews, never edit it |
| \`libs/\`, \`tools/\`, \`.github/\` | Slipway's |

- Once per clone: \`npx slipway setup\`, so that git merges rendered files by rendering them
- A new app: \`npm run new-app -- NAME\`, then \`npx slipway owners\`, then \`npm run gen && npm run check\` ([all words](docs/spec.md))
- Deploy, promote, hold, roll back: [a day with it](docs/a-day.md)
- Rename or move an app, add a cluster or a team: [when the estate changes](docs/estate-changes.md)
- The first day of a cluster: \`npx slipway bootstrap CLUSTER\`; [GitHub and AWS](docs/github-and-aws.md)
- Its first release: \`npm run release -- bump NAME ENVIRONMENT --image REPO@sha256:...\`; what a team may use, such as other registries: [teams](docs/teams.md)
- Which field made a line of a rendered file: \`npx slipway why FILE [FIELD]\`; what a field is: \`npx slipway explain FIELD\`
- What a change will do: \`npm run review\` ([how](docs/review.md)); a merge on the real controllers: \`npm run rehearse\` ([how](docs/rehearsal.md))
`
