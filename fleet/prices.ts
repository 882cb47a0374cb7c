import { definePrices } from '@slipway/fleet'

// Dollars for one vCPU and hour, Linux, on-demand; a machine of a family costs as much as its vCPUs.
// `npx slipway capacity` makes estimates of these and nothing else reads them. Put in your own (with discounts) from
// https://aws.amazon.com/ec2/pricing/on-demand/, and the day. us-east-1 is the table that Karpenter's AWS provider
// 1.14.1 carries (pkg/providers/pricing/zz_generated.pricing_aws.go; it has no other region). eu-west-1 was typed in;
// m7i and r7i are the same in SkyPilot's catalog (skypilot-org/skypilot-catalog, v8, aws/vms.csv), the others were not
// compared.
export default definePrices({
  date: '2026-07-06',
  source: 'AWS list prices: us-east-1 by Karpenter, eu-west-1 by hand',
  // spot's part of on-demand. In that catalog m7i.xlarge had 0.40 to 0.44 in us-east-1 and 0.45 to 0.59 in eu-west-1,
  // r7i.large 0.30 to 0.37 and 0.43 to 0.49. It differs by zone and hour:
  // https://aws.amazon.com/ec2/spot/instance-advisor/
  spot: 0.45,
  // https://aws.amazon.com/lambda/pricing/ (first tier) and https://aws.amazon.com/api-gateway/pricing/, typed in.
  functions: {
    'eu-west-1': {
      requests: 0.2,
      gibSecond: { x86_64: 0.0000166667, arm64: 0.0000133334 },
      keptGibSecond: { x86_64: 0.0000041667, arm64: 0.0000033334 },
      http: 1.11,
    },
    'us-east-1': {
      requests: 0.2,
      gibSecond: { x86_64: 0.0000166667, arm64: 0.0000133334 },
      keptGibSecond: { x86_64: 0.0000041667, arm64: 0.0000033334 },
      http: 1,
    },
  },
  // https://aws.amazon.com/cloudwatch/pricing/ (standard) and https://aws.amazon.com/ebs/pricing/ (gp3), typed in.
  logs: {
    'eu-west-1': { ingested: 0.57, kept: 0.03, volume: 0.088 },
    'us-east-1': { ingested: 0.5, kept: 0.03, volume: 0.08 },
  },
  // https://infratally.com/articles/aws-rds-pricing-explained-2026.html and
  // https://www.usage.ai/blogs/aws/reserved-instances/rds/pricing-calculator/ of 2026, typed in; families that are
  // missing have no price.
  needs: {
    'us-east-1': { postgres: { 'db.t4g.micro': 0.016, 'db.t4g.small': 0.032, 'db.t4g.medium': 0.065 }, disk: 0.115 },
  },
  regions: {
    'eu-west-1': {
      m7i: 0.0562,
      m7a: 0.0647,
      m6i: 0.0535,
      m6a: 0.0482,
      m7g: 0.0455,
      c7i: 0.0479,
      r7i: 0.074,
      t3: 0.0456,
    },
    'us-east-1': {
      m7i: 0.0504,
      m7a: 0.05796,
      m6i: 0.048,
      m6a: 0.0432,
      m7g: 0.0408,
      c7i: 0.044625,
      r7i: 0.06615,
      t3: 0.0416,
    },
  },
})
