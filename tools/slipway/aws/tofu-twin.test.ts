import { describe, expect, it } from 'vitest'
import { withoutProviders } from './tofu-twin.ts'

const twin = (resource: Readonly<Record<string, unknown>>, data = {}) =>
  withoutProviders({ resource: { awscc_sqs_queue: { one: resource } }, data })

const one = (body: object) => ({ resource: { terraform_data: { awscc_sqs_queue__one: body } } })

describe('withoutProviders', () => {
  it.each([
    ['values stay', { name: 'x', n: 1, all: [true] }, { input: { name: 'x', n: 1, all: [true] } }],
    [
      'references go to the twin',
      { to: 'a ${awscc_sns_topic.two.arn} b', list: [{ at: '${data.aws_partition.here.partition}' }] },
      {
        input: {
          to: 'a ${terraform_data.awscc_sns_topic__two.input.arn} b',
          list: [{ at: '${terraform_data.data_aws_partition__here.input.partition}' }],
        },
      },
    ],
    [
      'text is no reference',
      { text: 'awscc_sns_topic.two.arn $${awscc_sns_topic.two.arn}' },
      { input: { text: 'awscc_sns_topic.two.arn $${awscc_sns_topic.two.arn}' } },
    ],
    [
      'what OpenTofu reads itself stays its own',
      { name: 'x', lifecycle: { prevent_destroy: true }, depends_on: ['awscc_sns_topic.two'] },
      {
        input: { name: 'x' },
        lifecycle: { prevent_destroy: true },
        depends_on: ['terraform_data.awscc_sns_topic__two'],
      },
    ],
  ])('%s', (_, body, wanted) => {
    expect(twin(body)).toEqual(one(wanted))
  })

  it('has a twin for what is only read', () => {
    expect(withoutProviders({ data: { aws_partition: { here: {} } } })).toEqual({
      resource: { terraform_data: { data_aws_partition__here: { input: {} } } },
    })
  })
})
