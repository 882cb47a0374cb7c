import type { RiskLevel } from '../risks/level.ts'
import type { FileSubject } from './file-risk.ts'

type Row = readonly [path: RegExp, subject: FileSubject, level: RiskLevel | 'none']

/**
 * What each file of an estate is, and how dangerous any change of it is, whatever it says. The first row that fits counts. What a judge
 * reads (`judges.ts`) is `none` here.
 */
const rows: readonly Row[] = [
  [/^(?:clusters|argocd)\/.*\/hydrator\.metadata$/, 'docs', 'none'],
  [/^(?:clusters|argocd)\//, 'manifest', 'medium'],
  [/^aws\//, 'aws', 'none'],
  [/^(?:\.github\/|docs\/|)CODEOWNERS$/, 'codeowners', 'none'],
  [/^\.github\/workflows\/[^/]+\.ya?ml$/, 'workflow', 'none'],
  [/^\.github\/(?:ISSUE_TEMPLATE\/|[^/]+\.md$)/i, 'docs', 'none'],
  [/^\.github\//, 'forge', 'medium'],
  [/^\.ci\//, 'ci', 'medium'],
  [/^apps\/[^/]+\/releases\/rejected\.json$/, 'rejected', 'medium'],
  [/^apps\/[^/]+\/releases\/[^/]+\.json$/, 'release', 'none'],
  [/^apps\/[^/]+\/releases\//, 'kept-spec', 'medium'],
  [/^apps\/[^/]+\/app\.(?:ts|ya?ml)$/, 'spec', 'none'],
  [/^apps\/[^/]+\/extra\.[cm]?[jt]s$/, 'extra', 'medium'],
  [/\.dockerignore$/, 'tool-settings', 'medium'],
  // Code about Dockerfiles is called so, too.
  [/(?:^|\/)(?:Dockerfile(?:\.(?![cm]?[jt]sx?$|py$|go$|md$)[^/]*)?|[^/]+\.Dockerfile)$/i, 'dockerfile', 'none'],
  [/(?:^|\/)package\.json$/, 'package', 'none'],
  [/(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/, 'lockfile', 'none'],
  [/(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.cjs|pnpm-workspace\.yaml)$/, 'npm-settings', 'none'],
  [/(?:^|\/)\.(?:git(?:attributes|modules|ignore|-blame-ignore-revs)|lfsconfig)$/, 'git-settings', 'none'],
  [
    /(?:^|\/)(?:\.devcontainer(?:\/.*|\.json)|\.vscode\/(?:tasks|launch|settings)\.json|\.idea\/runConfigurations\/.*|\.envrc)$/,
    'workstation',
    'none',
  ],
  [/(?:^|\/)\.(?:dockerignore|env[^/]*)$/, 'tool-settings', 'medium'],
  [/^\.slipway-review\.yaml$/, 'review-settings', 'high'],
  [/^fleet\//, 'fleet', 'medium'],
  [/^(?:libs|tools|maintainers|attacks)\//, 'product', 'medium'],
  [/^apps\/[^/]+\/(?:.*\.test\.[cm]?[jt]s$|test\/)/, 'app-test', 'low'],
  // As `api` in a spec has to be named.
  [/^apps\/(?:[^/]+\/)+(?:openapi[\w.-]*\.(?:ya?ml|json)|[\w.-]+\.proto)$/, 'contract', 'low'],
  [/^apps\//, 'app-code', 'none'],
  [/^(?:docs\/.*|[^/]+\.md|LICENSE)$/, 'docs', 'none'],
  [
    /^(?:nx\.json|biome\.json|tsconfig[^/]*\.json|(?:eslint|vitest|vite)\.config\.[cm]?[jt]s|\.editorconfig|renovate\.json)$/,
    'tool-settings',
    'medium',
  ],
]

/** A tree that is no estate has none of our places: only what is known by its name. */
const anywhere = new Set<FileSubject>([
  'dockerfile',
  'package',
  'lockfile',
  'npm-settings',
  'git-settings',
  'workstation',
  'workflow',
  'codeowners',
  'review-settings',
])

/** What a file is, and the level of any change of it. */
export function subjectOf(path: string, isEstate: boolean): readonly [subject: FileSubject, level: RiskLevel | 'none'] {
  const row = rows.find(([pattern, subject]) => (isEstate || anywhere.has(subject)) && pattern.test(path))
  return row === undefined ? ['not-known', isEstate ? 'low' : 'none'] : [row[1], row[2]]
}
