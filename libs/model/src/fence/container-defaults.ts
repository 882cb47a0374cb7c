/** For Istio's proxy and the escape hatch: a quota refuses pods without requests. */
export const containerDefaults = [
  {
    type: 'Container',
    defaultRequest: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
    default: { memory: '256Mi', 'ephemeral-storage': '256Mi' },
  },
] as const
