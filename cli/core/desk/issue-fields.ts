/** The longest text of an issue that is read: no submission may be longer. */
export const LONGEST_ISSUE = 64 * 1024;

const NOTHING = '_No response_';

/** The values of a form by their labels, how many of the labels were found, and what keeps the text from being read. */
export interface Fields {
  readonly values: ReadonlyMap<string, string>;
  readonly known: number;
  readonly faults: readonly string[];
}

/**
 * Splits the text that GitHub makes of an issue form: for each field a heading `### label`, a blank line and what was given.
 * What was given may hold headings of its own; only a line that is one of the labels begins a field, and where one stands
 * twice nobody can tell which was GitHub's. Never throws.
 */
export function splitFields(body: string, labels: readonly string[]): Fields {
  const values = new Map<string, string>();
  const size = new TextEncoder().encode(body.slice(0, LONGEST_ISSUE + 1)).length;
  if (size > LONGEST_ISSUE) return { values, known: 0, faults: ['Unexpected length of more than 64 KiB, expected a shorter text. Link to long documents instead.'] };
  const faults: string[] = [];
  const lines = body.replace(/\r\n?/g, '\n').split('\n');
  let label: string | null = null;
  let given: string[] = [];
  const close = (): void => {
    if (label === null) return;
    const text = given.join('\n').trim();
    values.set(label, text === NOTHING ? '' : text);
  };
  for (const line of lines) {
    const heading = /^### (.+?)\s*$/.exec(line)?.[1];
    if (heading === undefined || !labels.includes(heading)) given.push(line);
    else {
      close();
      if (values.has(heading)) faults.push(`Unexpected second heading "### ${heading}", expected it once. In your own text, begin the heading with #### or change its words.`);
      label = heading;
      given = [];
    }
  }
  close();
  const missing = labels.filter((name) => !values.has(name));
  if (missing.length > 0) faults.push(`Unexpected absence of ${missing.map((name) => `"### ${name}"`).join(', ')}, expected every heading of the form. Open a new issue with the form "Submission" and copy your text into it.`);
  else if (faults.length === 0 && [...values.keys()].join('\n') !== labels.join('\n')) faults.push('Unexpected order of the headings, expected that of the form. Open a new issue with the form "Submission" and copy your text into it.');
  return { values, known: labels.length - missing.length, faults };
}
