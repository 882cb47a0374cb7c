import type { Review } from '../review.ts'
import * as html from './html.ts'
import * as markdown from './markdown.ts'
import * as text from './text.ts'

export { asJson } from './json.ts'

/** Every report leaves this lib without the values of secrets, also those in names of files. */
const hidden =
  <More extends readonly unknown[]>(report: (review: Review, ...more: More) => string) =>
  (review: Review, ...more: More): string =>
    review.hide(report(review, ...more))

export const asHtml = hidden(html.asHtml)
export const asMarkdown = hidden(markdown.asMarkdown)
export const asText = hidden(text.asText)
