import { expect, it } from 'vitest'
import { workflowCodes } from '../../test/workflow-codes.ts'
import { runsOutsideText } from './outside-text.ts'

const title = '${{ github.event.pull_request.title }}'
const told = (step: string, env = `env: { TITLE: "${title}" }`) => workflowCodes({ steps: [`${step}\n${env}`] })

it('what a step prints is no command, unless the workflow lets it', () => {
  const of = (value: string) => told('run: make', `env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: ${value} }`)
  expect([of('true'), of('false')]).toEqual([['outside-command'], []])
})

it.each([
  'eval "echo $TITLE"',
  'eval echo ${TITLE}',
  'bash -c "echo $TITLE"',
  'sh -ec "greet $TITLE"',
  'bash -c $TITLE',
  'ssh host "deploy $TITLE"',
  'python3 -c "print($TITLE)"',
  'node -e "x($TITLE)"',
  '$TITLE --version',
  'true && "$TITLE"',
  'source "hooks/$TITLE"',
  'echo "${TITLE@P}"',
  '[[ "$TITLE" -eq 1 ]] && echo',
  '[[ 1 -lt $TITLE ]] && echo',
  'echo $(( TITLE + 1 ))',
  'iex $env:TITLE',
  'echo "T=$TITLE" >> "$GITHUB_ENV"',
  'echo "$TITLE" >> $GITHUB_PATH',
  'echo "T=$TITLE" | tee -a "${GITHUB_ENV}"',
  '{ echo "T=$TITLE"; } >> "$GITHUB_ENV"',
  '{\n    echo "T=${TITLE}"\n  } >> "$GITHUB_ENV"',
  'echo "::set-env name=T::$TITLE"',
  'jq -r .pull_request.title "$GITHUB_EVENT_PATH" >> "$GITHUB_ENV"',
  'eval "git checkout $GITHUB_HEAD_REF"',
])('is a command: %s', (run) => expect(told(`run: |\n  ${run}`)).toEqual(['outside-command']))

it.each([
  'uses: someone/ssh@@\nwith: { script-stop: true, command: "greet ${{ github.head_ref }}" }',
  'uses: someone/sh@@\nwith: { run: "${{ github.event.comment.body }}" }',
  'uses: docker://a@sha256:' + 'a'.repeat(64) + '\nwith: { args: "${{ inputs.words }}" }',
  'run: x\nworking-directory: ${{ github.event.inputs.folder }}',
])('is a command of an action, or a folder: %s', (step) => expect(told(step)).toEqual(['outside-command']))

it.each([
  'echo "$TITLE"',
  'bash -c \'echo "$TITLE"\'',
  'gh pr comment --body "$TITLE"',
  'jq --arg title "$TITLE" . x.json',
  '[[ "$TITLE" == "feat:"* ]] && echo',
  'echo "sha=$SHA" >> "$GITHUB_ENV"',
  'echo "title=$TITLE" > title.txt',
  'eval "$(direnv hook bash)"',
])('is an argument: %s', (run) => expect(told(`run: |\n  ${run}`)).toEqual([]))

it('takes any name of a variable', () =>
  expect(told('run: echo', `env: { "C++(": "${title}", TITLE: "${title}" }`)).toEqual([]))

it.each(['github.event.number', 'github.event.pull_request.head.sha', 'github.event.pull_request.number'])(
  'what GitHub made may be handed on: %s',
  (expression) => expect(told('run: echo "N=$N" >> "$GITHUB_ENV"', `env: { N: "\${{ ${expression} }}" }`)).toEqual([]),
)

it.each(['github.event.client_payload.sha', 'github.event.inputs.number'])(
  'what a sender or a person gives may not, by any name: %s',
  (expression) =>
    expect(told('run: echo "N=$N" >> "$GITHUB_ENV"', `env: { N: "\${{ ${expression} }}" }`)).toEqual([
      'outside-command',
    ]),
)

it('a count is a number, whatever was counted', () =>
  expect(told('run: |\n  size="$(wc -c < "x.$TITLE.json")"\n  [[ "$size" -gt 5 ]] && echo')).toEqual([]))

it.each<[expression: string, codes: string[]]>([
  ['github.sha', []],
  ['github.event.pull_request.number', []],
  ['matrix.app', []],
  ['env.LITERAL', []],
  ['secrets.GITHUB_TOKEN', []],
  ['matrix.made', ['script-injection']],
  ['env.TITLE', ['script-injection']],
  ['env.SOMETHING', ['script-injection']],
  ['github.head_ref', ['script-injection']],
  ['needs.a.outputs.b', ['script-injection']],
  ["format('{0}', github.sha)", ['script-injection']],
])('in a script ${{ %s }} is %j', (expression, codes) => {
  const job = 'strategy: { matrix: { app: [a, b], made: "${{ fromJSON(needs.x.outputs.y) }}" } }\nenv: { LITERAL: a }'
  expect(workflowCodes({ job, steps: [`run: echo \${{ ${expression} }}\nenv: { TITLE: "${title}" }`] })).toEqual(codes)
})

it.each(['${{', '${{ github.event.', '${{ github.event[', '${{ secrets.', '${{ inputs[', '}}', ' ', '$TITLE '])(
  'variables of many %j take no time',
  (word) => {
    const text = word.repeat(Math.floor(200_000 / word.length))
    const env = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`N${i}`, '${{ github.head_ref }}']))
    const step = { run: 'eval "$N999"\n'.repeat(2000), env: { ...env, TEXT: text, [text]: text } }
    const from = performance.now()
    expect(runsOutsideText(step, { env: { X: text } }, { env: { Y: text } })).toBe(true)
    expect(performance.now() - from).toBeLessThan(1500)
  },
)
