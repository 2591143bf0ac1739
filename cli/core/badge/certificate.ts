import type { BadgeFacts } from './facts.ts';
import { nameOf } from './named.ts';

/** What a certificate says, in its order: the same on the page and in the PDF, and nothing that the badge does not say. */
export interface Certificate {
  readonly title: string;
  /** Of the title and the statement. */
  readonly language: string;
  readonly statement: string;
  readonly issuer: string;
  readonly lines: readonly { readonly name: string; readonly text: string; readonly below: string | null }[];
  /** The level reached in each criterion. */
  readonly reached: readonly { readonly criterion: string; readonly level: string }[];
  /** How many more the badge names than fit on a page. */
  readonly more: number;
  /** Where the badge can be seen and verified: its page, or the badge itself where its issuer has none that we know of. */
  readonly address: string;
  /** When the badge was awarded. */
  readonly awarded: string;
}

/** What stands beside the code: how far paper can be trusted. */
export const CAUTION = 'This sheet is a picture of a signed badge, and anyone can print a sheet. The badge counts: scan the code to see it, to verify who signed it, and to see whether it is still in force.';

// What the code of an earner means to somebody who holds the sheet.
const CODE = 'A code and not a name. To know whose it is, ask the issuer together with them.';
const HASHED = 'A code and not a name. The badge also holds a hash of their address: who knows it can compare.';
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
/** As many criteria as have room on one page beside everything else. */
const most = 8;
const longest = { title: 120, statement: 320, name: 120, line: 160 } as const;

/** A day in UTC, in words that do not depend on the machine. */
function dayOf(moment: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(moment) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? moment.slice(0, 10) : `${name} ${Number(day)}, ${year}`;
}

// One line, and no longer than has room: an issuer of another's badge may write what they like.
function short(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${[...line].slice(0, length - 1).join('').trimEnd()}…`;
}

const addressOf = (id: string): string => /^(https:\/\/.+\/badges\/[0-9a-z]+\/)badge\.json$/.exec(id)?.[1] ?? id;

/** The certificate of a badge that is proven to be its issuer's. */
export function certificateOf({ id, name, description, issuer, assessedBy, earner, named, awarded, validUntil, achievement, results }: BadgeFacts): Certificate {
  const serial = /\/badges\/([0-9a-z]+)\/badge\.json$/.exec(id)?.[1];
  const line = (title: string, text: string, below: string | null = null) => ({ name: title, text: short(text, longest.line), below: below === null ? null : short(below, longest.line) });
  const earnerLine = (): Certificate['lines'][number] => {
    const known = nameOf(named);
    if (known !== null) return line('Earner', known, earner);
    return line('Earner', earner ?? 'Named in the badge by a digest of their address', earner?.startsWith('urn:') !== true ? null : named.some(({ kind, value }) => kind === 'emailAddress' && value === null) ? HASHED : CODE);
  };
  return {
    title: short(name, longest.title),
    language: achievement.language ?? 'en',
    statement: short(description, longest.statement),
    issuer: short(issuer.name ?? issuer.id, longest.name),
    lines: [
      line('Issued by', issuer.name ?? issuer.id, issuer.name === null ? null : issuer.id),
      ...(assessedBy === null ? [] : [line('Assessed by', assessedBy.name ?? assessedBy.url ?? 'Another organization', assessedBy.name === null ? null : assessedBy.url)]),
      earnerLine(),
      line('Awarded', dayOf(awarded)),
      line('Valid until', validUntil === null ? 'Without end' : dayOf(validUntil)),
      ...(achievement.criteria === null && achievement.version === null ? [] : [line('Certifies', achievement.version === null ? 'What its criteria ask' : `Version ${achievement.version} of this credential`, achievement.criteria)]),
      line('Badge', serial ?? id),
    ],
    reached: results.slice(0, most).map(({ criterion, level }) => ({ criterion: short(criterion, 80), level: short(level, 30) })),
    more: Math.max(0, results.length - most),
    address: addressOf(id),
    awarded,
  };
}
