import type { RiskLevel } from '../risks/level.ts'
import type { FileSubject } from './file-risk.ts'

type Row = readonly [path: RegExp, subject: FileSubject, level: RiskLevel | 'none']

/** Manifests and lockfiles of other languages, where their tools are fetched from, and tools that fetch themselves. */
const pinned = [
  String.raw`go\.(?:mod|sum|work)`,
  String.raw`(?:[\w.-]*requirements[\w.-]*|constraints[\w.-]*)\.(?:txt|in)`,
  String.raw`pyproject\.toml|setup\.(?:py|cfg)|Pipfile|\.?pip\.conf|\.pypirc`,
  String.raw`(?:yarn|bun|uv|poetry|Cargo|Gemfile|composer|flake|deno|pdm|Pipfile|mise|Podfile|Chart|gradle|packages)\.lock(?:\.json)?|bun\.lockb|pnpm-lock\.yaml|\.terraform\.lock\.hcl`,
  String.raw`Cargo\.toml|\.cargo/config(?:\.toml)?|rust-toolchain(?:\.toml)?|Gemfile|[\w.-]+\.gemspec|composer\.json|deno\.jsonc?`,
  String.raw`pom\.xml|(?:build|settings)\.gradle(?:\.kts)?|libs\.versions\.toml|(?:gradle|maven)-wrapper\.properties|\.mvn/(?:extensions\.xml|jvm\.config|maven\.config)`,
  String.raw`nuget\.config|Directory\.Packages\.props|global\.json|Package\.resolved`,
].join('|')

/**
 * The power of each file of an estate, and the level of any change of it. The first row that fits counts. Files that a
 * judge reads (`judges.ts`) are `none` here.
 */
const rows: readonly Row[] = [
  // Node finds what lies there before what is installed further up; the others are run as they stand.
  [
    /(?:^|\/)(?:node_modules\/|\.yarn\/(?:releases|plugins|cache|patches|unplugged)\/|\.pnp\.[cm]?js$|\.pnpmfile\.[cm]?js$|patches\/[^/]+\.patch$)/,
    'vendored',
    'high',
  ],
  [/^(?:clusters|argocd)\/.*\/hydrator\.metadata$/, 'docs', 'none'],
  [/^(?:clusters|argocd)\//, 'manifest', 'medium'],
  [/^aws\//, 'aws', 'none'],
  [/^(?:\.github\/|docs\/|)CODEOWNERS$/, 'codeowners', 'none'],
  [/^\.github\/workflows\/[^/]+\.ya?ml$/, 'workflow', 'none'],
  [/^\.github\/actions\/(?:.*\/)?action\.ya?ml$/, 'workflow', 'medium'],
  [/^action\.ya?ml$/, 'workflow', 'none'],
  [/^\.github\/copilot-instructions\.md$/, 'workstation', 'none'],
  [/^\.github\/(?:ISSUE_TEMPLATE\/|[^/]+\.md$|FUNDING\.yml$|release\.ya?ml$)/i, 'docs', 'none'],
  [/^(?:\.github\/|(?:\.renovaterc|renovate)(?:\.json5?)?$)/, 'forge', 'medium'],
  [
    /^(?:\.ci\/|\.(?:circleci|buildkite|tekton|woodpecker)\/|\.(?:gitlab-ci|travis|drone|woodpecker|cirrus)\.ya?ml$|(?:azure|bitbucket)-pipelines\.ya?ml$|Jenkinsfile$)/,
    'ci',
    'medium',
  ],
  [/^apps\/[^/]+\/releases\/rejected\.json$/, 'rejected', 'medium'],
  [/^apps\/[^/]+\/releases\/[^/]+\.json$/, 'release', 'none'],
  [/^apps\/[^/]+\/releases\//, 'kept-spec', 'medium'],
  [/^apps\/[^/]+\/app\.(?:ts|ya?ml)$/, 'spec', 'none'],
  [/^apps\/[^/]+\/extra\.[cm]?[jt]s$/, 'extra', 'medium'],
  [/\.dockerignore$/, 'tool-settings', 'medium'],
  // Code about Dockerfiles is called so, too.
  [
    /(?:^|\/)(?:Dockerfile(?:\.(?!(?:[^/]*\.)?(?:[cm]?[jt]sx?|py|go|md)$)[^/]*)?|[^/]+\.Dockerfile)$/i,
    'dockerfile',
    'none',
  ],
  [/(?:^|\/)package\.json$/, 'package', 'none'],
  [/(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/, 'lockfile', 'none'],
  [/(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|pnpm-workspace\.yaml|bunfig\.toml)$/, 'npm-settings', 'none'],
  [new RegExp(`^(?:libs|tools|maintainers|attacks)/(?:.*/)?(?:${pinned})$`, 'i'), 'pins', 'medium'],
  [new RegExp(`(?:^|/)(?:${pinned})$`, 'i'), 'pins', 'none'],
  [/(?:^|\/)\.(?:git(?:attributes|modules|ignore|-blame-ignore-revs)|lfsconfig)$/, 'git-settings', 'none'],
  [
    /(?:^|\/)(?:\.devcontainer(?:\/.*|\.json)|\.vscode\/(?:tasks|launch|settings|mcp)\.json|[^/]+\.code-workspace|\.idea\/runConfigurations\/.*|\.envrc)$/,
    'workstation',
    'none',
  ],
  // Hooks of git, tools that a shell loads in the folder, and what agents are told and may start.
  [
    /^(?:\.(?:husky|githooks|idx|claude|cursor|gemini|codex)\/.*|\.?lefthook(?:-local)?\.(?:ya?ml|toml|json)|\.pre-commit-config\.yaml|\.gitpod\.yml|(?:\.?mise|\.mise\/config)\.toml|(?:flake|shell|default)\.nix|\.mcp\.json|(?:AGENTS|CLAUDE|GEMINI)\.md|\.cursorrules)$/,
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
    /^(?:nx\.json|biome\.json|tsconfig[^/]*\.json|(?:eslint|vitest|vite)\.config\.[cm]?[jt]s|\.editorconfig|\.(?:nvmrc|node-version|tool-versions)|\.?(?:[\w-]+ignore|zizmor\.ya?ml|codecov\.ya?ml)|[Mm]akefile|GNUmakefile|\.?justfile|Taskfile\.ya?ml)$/,
    'tool-settings',
    'medium',
  ],
]

/** A tree that is no estate has none of our places: only what is known by its name. */
const anywhere = new Set<FileSubject>([
  'ci',
  'forge',
  'dockerfile',
  'package',
  'lockfile',
  'npm-settings',
  'pins',
  'git-settings',
  'workstation',
  'workflow',
  'codeowners',
  'review-settings',
])

/** The subject of a file, and the level of any change of it. */
export function subjectOf(path: string, isEstate: boolean): readonly [subject: FileSubject, level: RiskLevel | 'none'] {
  const row = rows.find(([pattern, subject]) => (isEstate || anywhere.has(subject)) && pattern.test(path))
  return row === undefined ? ['not-known', isEstate ? 'low' : 'none'] : [row[1], row[2]]
}
