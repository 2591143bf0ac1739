const DAY = 86_400_000;

/** A moment moved forward by working days, Monday to Friday in UTC; public holidays are not known and count as days. */
export function plusWorkingDays(moment: string, days: number): string {
  let at = Date.parse(moment);
  for (let left = days; left > 0; ) {
    at += DAY;
    const day = new Date(at).getUTCDay();
    if (day !== 0 && day !== 6) left -= 1;
  }
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** Whole working days that have passed between two moments. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0;
  for (let next = plusWorkingDays(from, 1); Date.parse(next) <= Date.parse(to) && count < 10_000; next = plusWorkingDays(next, 1)) count += 1;
  return count;
}

/** The day, as year-month-day, so many days after another; before it where they are fewer than none. */
export const daysAfter = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A moment as a short day for tables, such as `24 Nov 2026`. */
export const shortDayOf = (moment: string): string => dayOf(moment).replace(/ (\w{3})\w* /, ' $1 ');

/** A moment as a day in words, such as `24 November 2026`. */
export function dayOf(moment: string): string {
  const date = new Date(moment);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
