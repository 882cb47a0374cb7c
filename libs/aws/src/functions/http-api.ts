import { logsOf, pascal, shortHash } from '@slipway/fleet'
import type { ResolvedFunction } from '@slipway/model'
import { parameters } from '../cluster/names.ts'
import { logGroup } from '../model/log-group.ts'
import { managed, managedMap, resource, type Resources } from '../model/stack.ts'
import { arn, attribute, join, parameter, ref } from '../model/value.ts'
import { aliasArn, labels, nameOf } from './names.ts'

/**
 * The longest that an HTTP API waits: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const longest = 30_000

/** A path and all below it; `/` is everything. */
const keysOf = (path: string): readonly string[] =>
  path === '/' ? ['$default'] : [`ANY ${path}`, `ANY ${path}/{proxy+}`]

/** The hash keeps apart paths that differ only in punctuation. */
const routeId = (key: string): string => `Route${pascal(key)}${shortHash(key)}`

/**
 * Fields of an access log: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const logged = {
  id: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  bytes: '$context.responseLength',
  ms: '$context.responseLatency',
  error: '$context.integrationErrorMessage',
}

const routes = (paths: readonly string[]): Resources =>
  Object.fromEntries(
    paths.flatMap(keysOf).map((key) => [
      routeId(key),
      resource('AWS::ApiGatewayV2::Route', {
        ApiId: ref('Api'),
        RouteKey: key,
        Target: join('integrations/', ref('Integration')),
      }),
    ]),
  )

/** The host, with a certificate that Route 53 proves. */
function domain({ cluster }: ResolvedFunction, host: string): Resources {
  const zone = parameter(parameters(cluster).zone)
  return {
    Certificate: resource('AWS::CertificateManager::Certificate', {
      DomainName: host,
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: host, HostedZoneId: zone }],
      Tags: [managed],
    }),
    Domain: resource('AWS::ApiGatewayV2::DomainName', {
      DomainName: host,
      DomainNameConfigurations: [
        { CertificateArn: ref('Certificate'), EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' },
      ],
      Tags: managedMap,
    }),
    Mapping: resource('AWS::ApiGatewayV2::ApiMapping', {
      ApiId: ref('Api'),
      DomainName: ref('Domain'),
      Stage: ref('Stage'),
    }),
    Record: resource('AWS::Route53::RecordSet', {
      HostedZoneId: zone,
      Name: host,
      Type: 'A',
      AliasTarget: {
        DNSName: attribute('Domain', 'RegionalDomainName'),
        HostedZoneId: attribute('Domain', 'RegionalHostedZoneId'),
      },
    }),
  }
}

/** An HTTP API in front of the alias, which throttles and logs; reached by its own host alone. */
export function httpApi(one: ResolvedFunction): Resources {
  if (one.http === null) return {}
  const { account, region, aws } = one.cluster
  const { paths, throttle, host } = one.http
  const name = nameOf(one)
  const group = `/aws/apigateway/${name}`
  const tags = { ...managedMap, ...labels(one) }
  return {
    Api: resource('AWS::ApiGatewayV2::Api', {
      Name: name,
      ProtocolType: 'HTTP',
      DisableExecuteApiEndpoint: true,
      Tags: tags,
    }),
    Integration: resource(
      'AWS::ApiGatewayV2::Integration',
      {
        ApiId: ref('Api'),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: aliasArn(one),
        PayloadFormatVersion: '2.0',
        TimeoutInMillis: longest,
      },
      { after: ['Live'] },
    ),
    ...routes(paths),
    Called: resource(
      'AWS::Lambda::Permission',
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: aliasArn(one),
        Principal: 'apigateway.amazonaws.com',
        SourceArn: join(arn(`execute-api:${region}:${account}:`), ref('Api'), '/*'),
      },
      { after: ['Live'] },
    ),
    AccessLogs: logGroup(group, logsOf(aws ?? {}).days),
    Stage: resource(
      'AWS::ApiGatewayV2::Stage',
      {
        ApiId: ref('Api'),
        StageName: '$default',
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst },
        AccessLogSettings: {
          DestinationArn: arn(`logs:${region}:${account}:log-group:${group}`),
          Format: JSON.stringify(logged),
        },
        Tags: tags,
      },
      { after: ['AccessLogs'] },
    ),
    ...domain(one, host),
  }
}
