import path from 'node:path'
import { mainBase } from '@slipway/cli/git'
import { homeRegistry, imageRoleName } from '@slipway/aws'
import { combine, counted, few, ok, type Outcome } from '@slipway/core'
import { awsArn, loadFleet, type Fleet } from '@slipway/fleet'
import { imageFiles } from './input.ts'
import { readChange, readWorkspace, type Change, type Workspace } from './workspace.ts'

interface Image {
  readonly app: string
  readonly because: readonly string[]
}

interface Plan {
  readonly images: readonly Image[]
  /** The apps, in lists that a matrix of GitHub Actions can hold. */
  readonly batches: readonly (readonly string[])[]
  /** `undefined` where the fleet pulls from no ECR. */
  readonly push: { readonly registry: string; readonly region: string; readonly role: string } | null
  /** The first environment, where a new image goes by itself. */
  readonly target: string
}

/**
 * Apps: each takes two of a matrix's 256 jobs, one a platform (https://docs.github.com/en/actions/reference/limits).
 */
export const mostInMatrix = 128

/**
 * The affected projects with a changed input of their image. A release file is no input, so a bump builds nothing.
 */
export function imagesOf({ files, affected }: Change, { projects, named, roots }: Workspace): readonly Image[] {
  const candidates = new Set(affected)
  return projects
    .filter((project) => candidates.has(project.name))
    .map((project) => ({ app: path.posix.basename(project.root), because: imageFiles(project, files, named, roots) }))
    .filter(({ because }) => because.length > 0)
}

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
          role: awsArn(home, `iam::${home.account}:role/${imageRoleName(fleet)}`),
        }
  return { images, batches, push, target: fleet.environments[0] ?? '' }
}

export function planText({ images, push }: Plan): string {
  if (images.length === 0) return 'No image is made from what changed.\n'
  const lines = images.map(({ app, because }) => `${app}: ${few(because, 3)}\n`)
  const where = push === null ? 'nowhere: the fleet names no registry of ECR' : push.registry
  return `${lines.join('')}${counted(images.length, 'image')} to build, pushed to ${where}\n`
}

export async function imagePlan({
  root,
  base,
  head,
}: Readonly<Record<'root' | 'head', string>> & { readonly base: string | undefined }): Promise<Outcome<Plan>> {
  const fleet = await loadFleet(root)
  const branch = fleet.ok ? fleet.value.repository.branch : 'main'
  const read = combine({
    fleet,
    workspace: readWorkspace(root),
    change: readChange(root, base ?? mainBase(root, head, branch) ?? branch, head),
  })
  return read.ok ? ok(planOf(imagesOf(read.value.change, read.value.workspace), read.value.fleet)) : read
}
