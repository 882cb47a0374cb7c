import type { Cluster } from '@slipway/fleet'
import type { Files } from '@slipway/tree'
import { objectsIn } from '../cluster/objects-in.ts'
import { speedUpCanaries, type SpedUp } from '../pace/speed-up-canaries.ts'
import { speedUpScalers } from '../pace/speed-up-scalers.ts'
import type { Recorder } from '../recording/recorder.ts'
import type { ControlPlane } from './control-plane.ts'
import type { Estate } from './estate.ts'
import type { StagedApp } from './staged-app.ts'
import { notifyArgoCd } from './webhook.ts'

/** How a scenario changes what Argo CD syncs. */
export interface Commits {
  /** Applies the sabotage; `commit` does so itself. */
  sabotaged(files: Files): Files
  /** Only these apps and their teams' folders, sped up. */
  tree(files: Files, apps: readonly StagedApp[]): Files
  /** Speeds autoscalers up; `tree` does so itself. */
  speedUp(files: Files): Files
  /** Commits, pushes, and notifies Argo CD as a webhook does. */
  commit(subject: string, files: Files): Promise<void>
  revert(subject: string): Promise<void>
  /** Applies the teams' projects and ApplicationSets. */
  install(apps: readonly StagedApp[]): Promise<void>
}

export interface CommitOptions {
  readonly plane: Pick<ControlPlane, 'kube' | 'repository'>
  readonly cluster: Pick<Cluster, 'name'>
  readonly estate: Pick<Estate, 'files'>
  readonly recorder: Pick<Recorder, 'committed'>
  readonly sabotage: (files: Files) => Files
  readonly shortened: (says: readonly string[]) => void
  /** Seconds of the longest hold. */
  readonly hold?: number | undefined
  readonly latencyFactor?: (app: string) => number
  readonly scales?: boolean
}

export function commitsTo({
  plane: { kube, repository },
  cluster,
  estate,
  recorder,
  sabotage,
  shortened,
  hold,
  latencyFactor,
  scales = false,
}: CommitOptions): Commits {
  let committed: Files = new Map()

  const announce = async (subject: string, push: { sha: string; changed: number }, after: Files) => {
    const before = committed
    committed = after
    recorder.committed({ sha: push.sha, subject, files: push.changed })
    await notifyArgoCd(kube, before, after)
  }
  const told = ({ files, says }: SpedUp) => {
    shortened(says)
    return files
  }
  const speedUp = (files: Files) => told(speedUpScalers(files))

  return {
    sabotaged: sabotage,
    speedUp,
    tree: (files, wanted) => {
      const teams = new Set(wanted.map(({ team }) => team))
      const kept = [
        ...wanted.map(({ folder }) => `${folder}/`),
        ...[...teams].map((team) => `clusters/${cluster.name}/${team}/namespace/`),
      ]
      const own = new Map([...files].filter(([file]) => kept.some((folder) => file.startsWith(folder))))
      const paced = told(speedUpCanaries(own, { longestHold: hold, latencyFactor }))
      return scales ? speedUp(paced) : paced
    },
    commit: async (subject, files) => {
      // A sabotage may concern Argo CD's own objects, which no commit contains.
      const own = [...estate.files()].filter(([file]) => file.startsWith('argocd/') && !files.has(file))
      const after = new Map(sabotage(new Map([...own, ...files])))
      for (const [file] of own) after.delete(file)
      await announce(subject, await repository.commit(subject, after), after)
    },
    revert: async (subject) => {
      const { files, ...push } = await repository.revert(subject)
      await announce(subject, push, files)
    },
    install: async (wanted) => {
      const files = sabotage(estate.files())
      for (const team of new Set(wanted.map((app) => app.team)))
        for (const kind of ['appproject', 'applicationset'])
          for (const object of objectsIn(files.get(`argocd/${cluster.name}/${kind}-${team}.yaml`) ?? ''))
            await kube.apply(object, { manager: 'argocd-controller' })
    },
  }
}
