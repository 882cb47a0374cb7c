import type { Live } from '../kube.ts'
import type { Stage, StagedApp } from '../stage.ts'
import { because, differences } from './causes.ts'
import { follow, inTurn } from './follow.ts'

interface Container { readonly name: string; readonly resources?: { readonly requests?: { readonly cpu?: string } } }
interface Scaled { readonly replicas?: number; readonly template?: { readonly spec?: { readonly containers?: readonly Container[] } } }

/** An app whose replicas are an autoscaler's. */
export interface Scaling {
  readonly app: StagedApp
  /** Deploys it and gives it load. */
  begin(): Promise<{ end(): Promise<void> }>
}

const replicasOf = (live: Live | undefined) => (live?.spec as Scaled | undefined)?.replicas ?? 0

/** Millicores of `250m` or `2`. */
export const millicores = (cpu: string): number => (cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000)

/** What Argo CD applied last, by its own annotation. */
function appliedReplicas(live: Live | undefined): number | undefined {
  const last = live?.metadata.annotations?.['kubectl.kubernetes.io/last-applied-configuration']
  return last === undefined ? undefined : (JSON.parse(last) as { spec?: Scaled }).spec?.replicas
}

/** An app with an HPA, or with a ScaledObject, whose HPA KEDA would make; nothing when no app has either. */
export function scaling(stage: Stage): Scaling | undefined {
  const files = stage.estate.files()
  const withFile = (kind: string) => stage.apps.find(({ folder, name }) => files.has(`${folder}/${kind}-${name}.yaml`))
  const real = withFile('horizontalpodautoscaler')
  const app = real ?? withFile('scaledobject')
  if (app === undefined) return undefined
  const rollout = files.has(`${app.folder}/rollout-${app.name}.yaml`)
  const ref = { apiVersion: rollout ? 'argoproj.io/v1alpha1' : 'apps/v1', kind: rollout ? 'Rollout' : 'Deployment', namespace: app.team, name: app.name }
  const get = () => stage.kube.get(ref)
  const hpa = () => stage.kube.get({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace: app.team, name: app.name })

  /** Pods that say that they use twice what they ask for. */
  const load = async () => {
    const containers = ((await get())?.spec as Scaled | undefined)?.template?.spec?.containers ?? []
    const cpu = Math.max(...containers.map(({ resources }) => millicores(resources?.requests?.cpu ?? '100m')))
    const pods = await stage.kube.list({ apiVersion: 'v1', kind: 'Pod' }, { namespace: app.team, labels: `app.kubernetes.io/name=${app.name}` })
    await Promise.all(pods.map(({ metadata }) => stage.kube.patch(
      { apiVersion: 'v1', kind: 'Pod', namespace: app.team, name: metadata.name }, { metadata: { annotations: { 'kwok.x-k8s.io/usage-cpu': `${cpu * 2}m` } } },
    ).catch(() => undefined)))
  }
  const begin = async () => {
    const smallest = (await hpa())?.spec as { minReplicas?: number } | undefined
    let asked = smallest?.minReplicas ?? 1
    if (real !== undefined) {
      await stage.claimSoon(`the autoscaler gives ${app.name} its smallest number of pods`, async () => {
        const live = await get()
        const least = ((await hpa())?.spec as { minReplicas?: number } | undefined)?.minReplicas
        asked = least ?? asked
        return least !== undefined && replicasOf(live) >= least ? `${replicasOf(live)} replicas` : `not yet: ${replicasOf(live)} replicas of ${least ?? 'unknown'}`
      })
      stage.hand('twice the load that its CPU was asked for', app)
      await load()
    } else {
      asked = replicasOf(await get()) + 2
      stage.hand(`an autoscaler asks for ${asked} replicas, as KEDA's would`, app)
      await stage.kube.patch(ref, { spec: { replicas: asked } }, 'scale')
    }
    const turns = follow(stage, ref, (live) => String(replicasOf(live)))
    return {
      end: async () => {
        await stage.claimSoon(`the autoscaler raises ${app.name}'s replicas as its load grows`, async () => {
          const most = Math.max(...turns.turns.map(({ value }) => Number(value)))
          const status = (await hpa())?.status as { conditions?: readonly { type: string; status: string; message: string }[] } | undefined
          const words = (status?.conditions ?? []).filter(({ status: is }) => is === 'False').map(({ message }) => message).join('; ')
          if (real === undefined || most > asked) return `replicas ${inTurn(turns.turns)}`
          return `not yet: replicas ${inTurn(turns.turns)}; ${words}`
        }, 90)
        // Long enough for a self-heal, had there been something to heal.
        await stage.pause(3)
        turns.stop()
        const numbers = turns.turns.map(({ value }) => Number(value))
        const fell = numbers.some((number, index) => index > 0 && number < (numbers[index - 1] ?? 0))
        const application = await stage.application(app)
        const sync = (application?.status as { sync?: { status?: string } } | undefined)?.sync?.status ?? 'no Application'
        const applied = appliedReplicas(await get())
        stage.claim(`what the autoscaler made of ${app.name}'s replicas stays, and the app is Synced`, !fell && sync === 'Synced', because(
          `replicas ${inTurn(turns.turns)}; the app is ${sync}${differences(application) === '' ? '' : ` (${differences(application)})`}`,
          applied === undefined ? '' : `git says replicas: ${applied}, so Argo CD writes that over the autoscaler's number`,
        ))
      },
    }
  }
  return { app, begin }
}
