import { issue, show, suggestion, type Issue } from '@slipway/core'
import type { FleetData } from '../fleet.ts'

/** Issues of queues that no app needs: each belongs to a team of the fleet. */
export const queueIssues = (
  file: string,
  queues: NonNullable<FleetData['queues']>,
  teams: readonly string[],
): readonly Issue[] =>
  Object.entries(queues).flatMap(([name, { team }]) =>
    teams.includes(team)
      ? []
      : [
          issue(
            file,
            `queues.${name}.team`,
            'unknown-team',
            show(team),
            'a team of the fleet',
            suggestion(team, teams),
          ),
        ],
  )
