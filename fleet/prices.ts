import { definePrices } from '@slipway/fleet'

// Dollars for one vCPU and hour, Linux, on-demand; a machine of a family costs as much as its vCPUs. `npm run capacity` makes estimates of these
// and nothing else reads them. Put in your own (with discounts) from https://aws.amazon.com/ec2/pricing/on-demand/, and the day.
export default definePrices({
  date: '2026-06-17',
  source: 'AWS list prices, typed in by hand',
  spot: 0.4, // spot's part of on-demand; it differs by zone and hour: https://aws.amazon.com/ec2/spot/instance-advisor/
  regions: {
    'eu-west-1': { m7i: 0.0562, m7a: 0.0647, m6i: 0.0535, m6a: 0.0482, m7g: 0.0455, c7i: 0.0479, r7i: 0.074, t3: 0.0456 },
    'us-east-1': { m7i: 0.0504, m7a: 0.058, m6i: 0.048, m6a: 0.0432, m7g: 0.0408, c7i: 0.0446, r7i: 0.0662, t3: 0.0416 },
  },
})
