import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { awsArn, awsDomain, ecrAddress, ecrPath, isAwsHost, partitionOf } from './aws-partition.ts'

describe('partitions of AWS', () => {
  it.each([
    ['eu-west-1', 'aws', 'amazonaws.com'],
    ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
    ['cn-northwest-1', 'aws-cn', 'amazonaws.com.cn'],
  ])('%s is of %s', (region, partition, domain) => {
    expect([partitionOf(region), awsDomain(region)]).toEqual([partition, domain])
    expect([`sqs.${region}.${domain}`, `${domain}.example`, `x${domain}`].map(isAwsHost)).toEqual([true, false, false])
    expect(awsArn({ region }, 'iam::111122223333:role/a')).toBe(`arn:${partition}:iam::111122223333:role/a`)
    expect(ecrAddress({ region, account: '111122223333' })).toBe(`111122223333.dkr.ecr.${region}.${domain}`)
  })
})

describe('what an address at ECR names', () => {
  const home = '111122223333.dkr.ecr.eu-west-1.amazonaws.com'
  it.each([
    [home, ''],
    [`${home}/`, ''],
    [`${home}/a/b`, 'a/b'],
    ['docker.io/library/nginx', undefined],
    [`${home}.evil.example/a`, undefined],
    [`x${home}/a`, undefined],
    // Each region has one domain, and nobody answers at the other.
    [`${home}.cn/a`, undefined],
    ['111122223333.dkr.ecr.cn-north-1.amazonaws.com/a', undefined],
  ])('%s', (address, path) => {
    expect(ecrPath(address)?.path).toBe(path)
  })

  it('is what it was made from', () => {
    const region = fc.constantFrom('eu-west-1', 'cn-north-1', 'us-gov-east-1')
    fc.assert(
      fc.property(
        region,
        fc.stringMatching(/^\d{12}$/),
        fc.stringMatching(/^[a-z]{1,9}(\/[a-z]{1,9})?$/),
        (...place) => {
          const [region, account, path] = place
          expect(ecrPath(`${ecrAddress({ region, account })}/${path}`)).toEqual({ account, region, path })
        },
      ),
    )
  })
})
