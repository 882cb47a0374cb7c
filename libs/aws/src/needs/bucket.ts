import { bucketName, logicalId } from '@slipway/fleet'
import { bytes, type BucketNeed } from '@slipway/spec'
import { policy } from '../iam/policy.ts'
import { resource, type Resources } from '../model/stack.ts'
import { arnOf, wholeArn } from '../roles/app-rights.ts'
import { ref, type Value } from '../model/value.ts'
import { alarm } from './alarm.ts'
import { lentTo } from './borrowers.ts'
import { kept, type Owned } from './need.ts'
import { tlsOnly } from '../iam/tls-only.ts'

/** An upload that was given up is paid for until somebody ends it. */
function rulesOf({ versions = true, expire }: BucketNeed): readonly Value[] {
  const always = {
    Id: 'given-up-uploads',
    Status: 'Enabled',
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  }
  return [
    always,
    ...(versions
      ? [{ Id: 'old-versions', Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 30 } }]
      : []),
    ...(expire === undefined
      ? []
      : [{ Id: 'old-objects', Status: 'Enabled', ExpirationInDays: Number.parseInt(expire) }]),
  ]
}

/**
 * Private, encrypted with S3's own key, without access lists.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
 */
export function bucket(need: BucketNeed, owned: Owned): Resources {
  const { name, team, place, tells } = owned
  const id = logicalId(name)
  const own = bucketName(name, team, place)
  const [thing, inside] = [arnOf.bucket(name, team, place), arnOf.objects(name, team, place)]
  return {
    [`${id}Bucket`]: kept(owned, 'AWS::S3::Bucket', {
      BucketName: own,
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      LifecycleConfiguration: { Rules: rulesOf(need) },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: need.versions === false ? 'Suspended' : 'Enabled' },
    }),
    [`${id}BucketPolicy`]: resource('AWS::S3::BucketPolicy', {
      Bucket: ref(`${id}Bucket`),
      PolicyDocument: policy(
        tlsOnly('s3:*', [thing, inside]),
        ...lentTo(owned.borrowers, wholeArn(thing, place), thing, inside),
      ),
    }),
    ...(need.size === undefined
      ? {}
      : {
          // S3 measures once a day, and may be late by another.
          [`${id}Full`]: alarm({
            name: `${own}-full`,
            says: `The bucket ${own} holds more than ${need.size}`,
            namespace: 'AWS/S3',
            metric: 'BucketSizeBytes',
            dimensions: { BucketName: own, StorageType: 'StandardStorage' },
            statistic: 'Average',
            period: 86_400,
            above: bytes(need.size),
            tells,
          }),
        }),
  }
}
