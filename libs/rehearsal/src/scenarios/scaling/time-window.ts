export const clockIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

const minute = 60_000

/** A window of one minute, every day, as cron expressions. Begins with the first full minute. */
export function windowAfter(
  moment: Date,
  zone: string,
): { readonly from: string; readonly to: string; readonly begins: Date; readonly ends: Date } {
  const begins = new Date(Math.ceil(moment.getTime() / minute) * minute)
  const ends = new Date(begins.getTime() + minute)
  const cron = (at: Date) => {
    const [hour = '', past = ''] = clockIn(zone, at).split(':')
    return `${Number(past)} ${Number(hour)} * * *`
  }
  return { from: cron(begins), to: cron(ends), begins, ends }
}
