const pattern = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** Milliseconds of an XML Schema dateTimeStamp (a zone is a must, VC Data Model 2.0 section 4.9); null for anything else, such as 30 February. */
export function moment(value: unknown): number | null {
  const parts = typeof value === 'string' ? pattern.exec(value) : null;
  if (parts === null) return null;
  const [text, year, month, day] = parts;
  const calendar = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real = calendar.getUTCFullYear() === Number(year) && calendar.getUTCMonth() + 1 === Number(month) && calendar.getUTCDate() === Number(day);
  return real ? Date.parse(text) : null;
}
