import { wrapped } from '@slipway/cli'
import type { Scenario } from '@slipway/rehearsal'

const places: Readonly<Record<Scenario['where'], string>> = {
  first: 'played with the first environment',
  last: 'played with the last environment',
  every: 'played with every cluster',
}

export function scenarioList(
  scenarios: readonly Pick<Scenario, 'name' | 'description' | 'where' | 'sabotages'>[],
): string {
  return scenarios
    .map(({ name, description, where, sabotages }) =>
      [
        `${name}  (${places[where]})`,
        ...wrapped(description, 96).map((line) => `    ${line}`),
        ...(sabotages.length === 0
          ? []
          : wrapped(`--broken ${sabotages.map((each) => each.name).join(' | ')}`, 96).map(
              (line, index) => `    ${index === 0 ? '' : '  '}${line}`,
            )),
      ].join('\n'),
    )
    .join('\n\n')
}
