interface Region {
  readonly region: string
}
interface Place extends Region {
  readonly account: string
}

/** The second word of ARNs: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export const partitionOf = (region: string): 'aws' | 'aws-cn' | 'aws-us-gov' =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'

/** The domain of a region's services. */
export const awsDomain = (region: string): string =>
  partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'

/** Whether a host is of one of AWS's services, in any partition. */
export const isAwsHost = (host: string): boolean => /\.amazonaws\.com(?:\.cn)?$/.test(host)

/** An ARN of a region's partition. @param rest what follows the partition, such as `iam::111122223333:role/a` */
export const awsArn = ({ region }: Region, rest: string): string => `arn:${partitionOf(region)}:${rest}`

/** The registry of an account in a region. */
export const ecrAddress = ({ region, account }: Place): string => `${account}.dkr.ecr.${region}.${awsDomain(region)}`

interface EcrPath extends Place {
  /** The path of the image, without slashes around it; empty for the registry itself. */
  readonly path: string
}

/**
 * The parts of an address at ECR; `undefined` for any other.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export function ecrPath(address: string): EcrPath | undefined {
  const [, account = '', region = '', domain, path = ''] =
    /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.(amazonaws\.com(?:\.cn)?)(?:\/(.+?))?\/?$/.exec(address) ?? []
  return domain !== undefined && domain === awsDomain(region) ? { account, region, path } : undefined
}
