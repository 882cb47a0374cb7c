/** The namespace of ACK's controllers and of the objects that they read; no team has a right there. */
export const ackNamespace = 'ack-system'

/** The kinds of each service that apps' needs are made of. */
export const ackKinds = {
  dynamodb: ['Table'],
  s3: ['Bucket'],
  sns: ['Topic', 'Subscription'],
  sqs: ['Queue'],
} as const
export type AckService = keyof typeof ackKinds
export const ackServices = Object.keys(ackKinds) as readonly AckService[]

export const ackGroupKinds: readonly (readonly [group: string, kind: string])[] = ackServices.flatMap((service) =>
  ackKinds[service].toSorted().map((kind) => [`${service}.services.k8s.aws`, kind] as const),
)

/**
 * Argo CD has no health check for these kinds. By the controllers' conditions (apis/core/v1alpha1/conditions.go of
 * ACK's runtime): failed, retrying, and in sync.
 */
const ackHealth = `local health = { status = "Progressing", message = "waiting for the controller" }
local conditions = {}
if obj.status ~= nil and obj.status.conditions ~= nil then
  for _, condition in ipairs(obj.status.conditions) do
    conditions[condition.type] = condition
  end
end
local function is(type)
  return conditions[type] ~= nil and conditions[type].status == "True"
end
for _, type in ipairs({ "ACK.Terminal", "ACK.Recoverable" }) do
  if is(type) then
    return { status = "Degraded", message = conditions[type].message or type }
  end
end
if is("ACK.ResourceSynced") then
  return { status = "Healthy", message = "" }
end
return health
`

type HealthKey = `resource.customizations.health.${string}_${string}`

/** Settings of Argo CD where controllers make what apps need. */
export const ackHealthSettings: Readonly<Record<HealthKey, string>> = Object.fromEntries(
  ackGroupKinds.map(([group, kind]) => [`resource.customizations.health.${group}_${kind}` as const, ackHealth]),
)
