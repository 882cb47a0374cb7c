import { homeRegistry, imageRoleName } from '@slipway/aws'
import { failed, ok, type Outcome } from '@slipway/core'
import { loadFleet, type Fleet } from '@slipway/fleet'
import { imageFiles } from './input.ts'
import { readChange, readWorkspace, type Change, type Workspace } from './workspace.ts'

/** Why an image has to be built: the files of the change that it is made from. */
export interface Image {
  readonly app: string
  readonly because: readonly string[]
}

export interface Plan {
  readonly images: readonly Image[]
  /** The apps again, in lists that a matrix of GitHub Actions can hold. */
  readonly batches: readonly (readonly string[])[]
  /** Where they are pushed to and as whom; nothing where the fleet pulls from no registry of ECR. */
  readonly push: { readonly registry: string; readonly region: string; readonly role: string } | null
  /** The first environment: where a new image goes by itself. */
  readonly target: string
}

/** A matrix has at most 256 jobs (https://docs.github.com/en/actions/reference/limits). */
export const mostInMatrix = 256

/**
 * The images that a change calls for: of those that `nx affected` names, the ones with a changed file among their inputs. Nx goes by
 * projects, and a release file is in its app's; the image's inputs leave it out, so a bump builds nothing.
 */
export function imagesOf({ files, affected }: Change, { projects, named, roots }: Workspace): readonly Image[] {
  const candidates = new Set(affected)
  return projects
    .filter((project) => candidates.has(project.name))
    .map((project) => ({ app: project.name, because: imageFiles(project, files, named, roots) }))
    .filter(({ because }) => because.length > 0)
}

/** What build.yml does next. */
export function planOf(images: readonly Image[], fleet: Fleet): Plan {
  const home = homeRegistry(fleet)
  const apps = images.map((image) => image.app)
  const count = Math.ceil(apps.length / mostInMatrix)
  const batches = Array.from({ length: count }, (_, i) => apps.slice(i * mostInMatrix, (i + 1) * mostInMatrix))
  const push =
    home === undefined
      ? null
      : {
          registry: home.address,
          region: home.region,
          role: `arn:aws:iam::${home.account}:role/${imageRoleName(fleet)}`,
        }
  return { images, batches, push, target: fleet.environments[0] ?? '' }
}

/** The plan as people read it. */
export function planText({ images, push }: Plan): string {
  if (images.length === 0) return 'No image is made from what changed.\n'
  const lines = images.map(({ app, because }) => {
    const more = because.length > 3 ? ` and ${because.length - 3} more` : ''
    return `${app}: ${because.slice(0, 3).join(', ')}${more}`
  })
  const where = push === null ? 'nowhere: the fleet names no registry of ECR' : push.registry
  return `${lines.join('\n')}\n${images.length} ${images.length === 1 ? 'image' : 'images'} to build, pushed to ${where}\n`
}

/** Asks git, Nx and the fleet which images a change calls for. */
export async function imagePlan({
  root,
  base,
  head,
}: {
  readonly root: string
  readonly base: string
  readonly head: string
}): Promise<Outcome<Plan>> {
  const fleet = await loadFleet(root)
  const workspace = readWorkspace(root)
  const change = readChange(root, base, head)
  if (fleet.ok && workspace.ok && change.ok) return ok(planOf(imagesOf(change.value, workspace.value), fleet.value))
  return failed(...[fleet, workspace, change].flatMap((part) => (part.ok ? [] : part.issues)))
}
