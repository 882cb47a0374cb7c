import type { Rendered } from '@slipway/core'
import type { Fleet } from '@slipway/fleet'
import { imageRole, provider } from './image-role.ts'
import { homeRegistry, registries, type Registry } from './registry.ts'
import { nodeGroups } from './node-group.ts'
import { replication } from './replication.ts'
import { repository } from './repository.ts'
import { secretRoles } from './secret-role.ts'
import { subject } from './subject.ts'
import { file, fleetFile } from './template.ts'

const copied = 'Copies of every image for clusters in other regions'

interface App {
  readonly name: string
  readonly file: string
}

function gitHub(fleet: Fleet, home: Registry): readonly Rendered[] {
  const sub = subject(fleet)
  if (sub === undefined) return []
  return [
    file(
      `${home.account}/provider-github`,
      fleetFile,
      'GitHub as an identity provider; leave it out where the account has it',
      {
        GitHub: provider,
      },
    ),
    file(`${home.account}/role-images`, fleetFile, 'The role with which GitHub Actions pushes images', {
      Images: imageRole(fleet, home, sub),
    }),
  ]
}

/**
 * CloudFormation templates of one resource, `aws/<account>/[<region>/]<stack>.yaml`, each app's apart, so that new
 * apps do not conflict. Without ECR only node groups and roles.
 * @param apps those whose images we build
 */
export function awsFiles(fleet: Fleet, apps: readonly App[]): readonly Rendered[] {
  const home = homeRegistry(fleet)
  const groups = [...nodeGroups(fleet), ...secretRoles(fleet)]
  if (home === undefined) return groups
  const all = registries(fleet)
  const copies = all.filter((r) => r.account === home.account && r.region !== home.region)
  const at = ({ account, region }: Registry): string => `${account}/${region}`
  return [
    ...gitHub(fleet, home),
    ...groups,
    ...(copies.length > 0
      ? [file(`${at(home)}/replication`, fleetFile, copied, { Copies: replication(home, copies) })]
      : []),
    ...all.flatMap((registry) =>
      apps.map(({ name, file: source }) =>
        file(`${at(registry)}/repository-${name}`, source, `The images of ${name}`, {
          Images: repository(name, registry, fleet),
        }),
      ),
    ),
  ]
}
