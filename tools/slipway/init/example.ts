import { stringify } from 'yaml'
import { allAnswers } from './answers.ts'

/** Answers of an invented company, which are right as they stand. */
export const exampleText = (): string =>
  `# Answers for \`npx slipway init --from FILE\`: what fleet/fleet.ts and fleet/clusters/<name>.ts will say.\n${stringify(
    allAnswers({
      name: 'globex',
      repository: 'https://github.com/globex/platform.git',
      branch: 'main',
      email: 'platform@globex.example',
      environments: ['dev', 'prod'],
      teams: ['mail'],
      account: '123456789012',
      region: 'eu-west-1',
      domain: 'globex.example',
      scaler: 'karpenter',
    }),
    { lineWidth: 110 },
  )}`
