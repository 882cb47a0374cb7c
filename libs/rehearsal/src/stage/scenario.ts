import type { Cluster } from '@slipway/fleet'
import type { Files } from '@slipway/tree'
import type { Notice } from '../recording/notice.ts'
import type { Estate } from './estate.ts'
import type { ProgramName } from '../programs/programs.ts'
import type { TestContext } from './test-context.ts'

/** Something that a scenario proves on the real controllers. */
export interface Scenario {
  readonly name: string
  /** The programs that it starts, and `crds`. */
  readonly needs: readonly ProgramName[]
  /** One sentence for somebody who has never read the code. */
  readonly description: string
  /** The tree it is played with when nobody says which: the first environment's first cluster, or the last one's; or always all of them. */
  readonly where: 'first' | 'last' | 'every'
  /** Seconds from a pod's place on a node to its readiness; at once without it, which would hide how long a pod that moved is away. */
  readonly readyAfter?: number
  /** Hundreds of apps: only those of the tree are recorded, and Argo CD asks git only as often as the estate says. */
  readonly crowd?: true
  /**
   * Where the add-ons are synced, too: whether the cluster knows no kinds yet but those of Argo CD and Rollouts, so that all others have to come
   * with the add-ons, or all from the start.
   */
  readonly bare?: boolean
  /** Apps with sources run as processes, and requests come in by a real istiod and Envoy. Needs both, and a network namespace of its own. */
  readonly traffic?: true
  /** Kinds that the committed objects do not have and it applies itself, as `group/Kind`. */
  readonly kinds?: readonly string[]
  /** HPAs, KEDA and Karpenter run for real: their windows and intervals shrink as the holds of canaries do. */
  readonly scales?: true
  /** Seconds that an app's longest hold takes; without it 3. */
  readonly hold?: number
  /** With real requests: how many times as slow as its spec says an app may answer, where it is not the usual number. */
  readonly latencyFactor?: (app: string) => number | undefined
  /** Seconds after which it is given up, unless somebody says so; without it 300. */
  readonly within?: number
  /** What `--quick` puts in place of its own: the same claims with as much load and as long holds as they need, and no more. */
  readonly quick?: Partial<Pick<Scenario, 'hold' | 'prepare' | 'run'>>
  /** Too long, or not yet sure enough, for `--all` and `--whole`: played only when it is named. */
  readonly onlyNamed?: boolean
  /**
   * Changes the copy of the estate before anything is started, where apps are played with that it does not have.
   * @param apps names of those that were asked for; none when nobody asked
   * @throws NoneFits when it has nothing to begin with
   */
  prepare?(estate: Estate, cluster: Cluster, apps: readonly string[]): Promise<void>
  /** Makes its assertions on what the controllers report. What it throws fails it, too. */
  run(stage: TestContext): Promise<void>
  /** Negative controls: with each manifest broken on purpose, the scenario has to fail and name the cause. */
  readonly sabotages: readonly Sabotage[]
}

export interface Sabotage {
  readonly name: string
  /** Applied to every version of the tree that the scenario commits. */
  change(files: Files): Files
  /** How the scenario has to notice it. */
  readonly noticedBy: Notice
}
