import { expect, it } from 'vitest'
import { unclearIn } from './unclear-instruction.ts'

const linesOf = (source: string, keyword = 'RUN') => unclearIn(source, [{ keyword, line: 1 }]).map(({ line }) => line)

it.each([
  ['a heredoc behind a backslash', 'RUN true \\<<X\nX'],
  ['one in quotes', 'RUN echo "a <<X b"\nX'],
  ['one whose name is partly in quotes', 'RUN <<E"O"F\nEOF'],
  ['one of another descriptor', 'RUN 3<<X\nX'],
  ['one behind an open quote', 'RUN " <<X\nX'],
  ['two of which one strips tabs', 'RUN <<-X <<Y\nX\nY'],
  ['a blank of Unicode', 'RUN a\u00a0--mount=from=x'],
  ['one in a line that goes on', 'RUN a \\\n# b\n  3<<X'],
])('%s is unclear', (_, source) => expect(linesOf(source)).toEqual([1]))

it.each([
  ['a plain heredoc', "RUN cat <<'EOF'\nx\nEOF"],
  ['a shift and a quoted sign', 'RUN echo $((1<<2)) "a<<b"'],
  ['a variable before a heredoc', 'COPY --chown=${A:-b} <<-EOF /b\nEOF'],
])('%s is clear', (_, source) => expect(linesOf(source)).toEqual([]))

it('ends a line at a lone carriage return', () => expect(linesOf('FROM x\nRUN a\rb')).toEqual([2]))

it('passes over instructions that have neither images nor heredocs', () =>
  expect(linesOf('LABEL a="<<X"', 'LABEL')).toEqual([]))
