/** Many badges verified at once: which ones, and what they came to, line by line. */
import { quote } from './json.ts';
import { namedWords } from './named.ts';
import { questions } from './result.ts';
import { exitCode, type Verification } from './verify.ts';

/** One badge to verify: its file or address, and by what its earner is known, if that is to be compared. */
export interface Listed {
  readonly name: string;
  readonly recipient?: string;
}
/** One badge that was verified. */
export interface Verified {
  readonly name: string;
  readonly verification: Verification;
}

/** The most badges that are verified in one go. */
export const mostBadges = 20_000;

/** The cells of CSV text (RFC 4180), row by row; semicolons part them where the first line holds no comma, as some spreadsheets write. */
function cells(text: string): readonly (readonly string[])[] {
  const [first] = text.split('\n', 1);
  const between = !first!.includes(',') && first!.includes(';') ? ';' : ',';
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const close = (): void => {
    rows.at(-1)!.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') cell += text[++at]!;
      else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === between) close();
    else if (letter === '\n') {
      close();
      rows.push([]);
    } else if (letter !== '\r') cell += letter;
  }
  close();
  return rows.filter((row) => row.some((each) => each.trim() !== ''));
}

const badgeHeads = ['badge', 'file', 'path', 'address', 'url'];
const recipientHeads = ['recipient', 'email', 'e-mail', 'earner'];

// What could name a badge: an address, a path, or a name with an ending.
const looksLikeBadge = (cell: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(cell) || /[/\\]/.test(cell) || /\.[a-z0-9]{1,5}$/i.test(cell);

/** Why a table names no badges that could be found, as a sentence; null where it does: a head of other words is no file. */
export function headFault(text: string): string | null {
  const [first] = cells(text.replace(/^\uFEFF/, ''));
  if (first === undefined || first.some((cell) => badgeHeads.includes(cell.trim().toLowerCase()) || looksLikeBadge(cell.trim()))) return null;
  return `It has no column \`badge\`, \`file\` or \`address\`: its first row is ${first.slice(0, 6).map((cell) => quote(cell.trim())).join(', ')}. Name the column with the badges so.`;
}

/**
 * The badges that a table names: in its column `badge`, `file`, `path`, `address` or `url`, else in its first; with a column
 * `recipient` or `email`, each is compared with that too. A first row of such words is taken for heads.
 */
export function readBatch(text: string): readonly Listed[] {
  const rows = cells(text.replace(/^\uFEFF/, ''));
  const heads = (rows[0] ?? []).map((head) => head.trim().toLowerCase());
  const hasHeads = heads.some((head) => badgeHeads.includes(head));
  const badge = hasHeads ? heads.findIndex((head) => badgeHeads.includes(head)) : 0;
  const recipient = hasHeads ? heads.findIndex((head) => recipientHeads.includes(head)) : -1;
  return rows.slice(hasHeads ? 1 : 0).flatMap((row) => {
    const [name, known] = [row[badge]?.trim() ?? '', recipient === -1 ? '' : row[recipient]?.trim() ?? ''];
    return name === '' ? [] : [known === '' ? { name } : { name, recipient: known }];
  });
}

const words = { 0: 'pass', 1: 'fail', 3: 'unknown' } as const;

/** What a badge came to in one word: its worst answer, skipped ones aside. */
export const verdict = (verification: Verification): 'pass' | 'fail' | 'unknown' => words[exitCode(verification)];

/** The answer to look at first: the first that failed, else the first that could not be found out. */
export const firstConcern = ({ results }: Verification): Verification['results'][number] | null => results.find(({ outcome }) => outcome === 'fail') ?? results.find(({ outcome }) => outcome === 'unknown') ?? null;

/** How many badges passed, failed, or could not be found out about. */
export function tally(all: readonly Verified[]): Readonly<Record<'pass' | 'fail' | 'unknown', number>> {
  const count = { pass: 0, fail: 0, unknown: 0 };
  for (const { verification } of all) count[verdict(verification)]++;
  return count;
}

/** The worst exit code of all: a failure before a doubt. */
export function worstExitCode(all: readonly Verified[]): 0 | 1 | 3 {
  const { fail, unknown } = tally(all);
  return fail > 0 ? 1 : unknown > 0 ? 3 : 0;
}

// A spreadsheet takes what begins like this for a formula.
const csvCell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Everything as CSV: one row a badge, one column a question. What a file claims stands there only where it is proven. */
export function batchCsv(all: readonly Verified[]): string {
  const heads = ['file', 'verdict', 'badge', 'version', 'issuer', 'earner', 'named', 'awarded', 'valid until', ...questions, 'look at this first', 'status code'];
  const rows = all.map(({ name, verification }) => {
    const { badge, results } = verification;
    const concern = firstConcern(verification);
    const said = badge === null ? ['', '', '', '', '', '', ''] : [badge.name, badge.achievement.version ?? '', badge.issuer.id, badge.earner ?? '', badge.named.map(namedWords).join('; '), badge.awarded, badge.validUntil ?? ''];
    return [name, verdict(verification), ...said, ...questions.map((question) => results.find((result) => result.name === question)?.outcome ?? 'skipped'), concern === null ? '' : `${concern.name}: ${concern.detail}`, results.find((result) => result.name === 'status')?.code ?? ''];
  });
  return [heads, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
