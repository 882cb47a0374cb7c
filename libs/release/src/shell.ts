/** Words as a shell takes them: quoted where one is more than letters, digits and what names are made of. */
export const shell = (words: readonly string[]): string =>
  words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
