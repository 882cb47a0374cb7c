import type { Cluster } from '@slipway/fleet'
import type { Files } from '@slipway/tree'
import type { Notice } from '../recording/notice.ts'
import type { Estate } from './estate.ts'
import type { ProgramName } from '../programs/programs.ts'
import type { TestContext } from './test-context.ts'

export interface Scenario {
  readonly name: string
  readonly needs: readonly ProgramName[]
  /** One sentence for people who have not read the code. */
  readonly description: string
  /** The default cluster: of the first or last environment; or all. */
  readonly where: 'first' | 'last' | 'every'
  /** Seconds from placement to readiness. At once would hide how long a moved pod is away. */
  readonly readyAfter?: number
  /** Hundreds of apps: only the tree's are recorded, Argo CD keeps the estate's resync. */
  readonly crowd?: true
  /** Add-ons are synced, too. `true`: only kinds of Argo CD and Rollouts exist before; `false`: all do. */
  readonly bare?: boolean
  /** The add-ons' own charts are synced, as far as this machine has them, with the real helm. */
  readonly charts?: true
  /** Apps run as processes, and real requests come through istiod and Envoy. Needs a network namespace. */
  readonly traffic?: true
  /** Further kinds that it applies, as `group/Kind`. */
  readonly kinds?: readonly string[]
  /** HPAs, KEDA and Karpenter run for real, sped up. */
  readonly scales?: true
  /** Seconds of the longest hold. @default 3 */
  readonly hold?: number
  /** Per app, instead of the usual factor. */
  readonly latencyFactor?: (app: string) => number | undefined
  /** Seconds. @default 300 */
  readonly within?: number
  /** Replacements for `--quick`. */
  readonly quick?: Partial<Pick<Scenario, 'hold' | 'prepare' | 'run'>>
  /** Not part of `--all` and `--whole`. */
  readonly onlyNamed?: boolean
  /** Edits the copy of the estate before the start. @param apps asked for; none means all @throws NoneFits */
  prepare?(estate: Estate, cluster: Cluster, apps: readonly string[]): Promise<void>
  /** An error fails it, too. */
  run(stage: TestContext): Promise<void>
  /** Negative controls: with each the scenario must fail and name the cause. */
  readonly sabotages: readonly Sabotage[]
}

export interface Sabotage extends Notice {
  readonly name: string
  change(files: Files): Files
}
