/** A table of badges: CSV whose rows name badges, or hold them. */
import { quote } from './json.ts';
import { isToken } from './token.ts';
import { isBadgeFile, isWebAddress } from './written.ts';

/** One badge to verify: its file or address, and by what its earner is known, if that is to be compared. */
export interface Listed {
  readonly name: string;
  readonly recipient?: string;
  /** The badge itself, JSON or a token, where a table holds it; `name` is its row then. */
  readonly text?: string;
}

/** The most badges that are verified in one go. */
export const mostBadges = 20_000;

/** A row of CSV and its number, as spreadsheets count. */
interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

// What a quoted cell holds, and where it ends: cut from the text in pieces, since a table may be long.
function quotedCell(text: string, begin: number): readonly [cell: string, end: number] {
  let cell = '';
  for (let from = begin + 1; ;) {
    const quoteAt = text.indexOf('"', from);
    if (quoteAt === -1) return [cell + text.slice(from), text.length];
    cell += text.slice(from, quoteAt);
    if (text[quoteAt + 1] !== '"') return [cell, quoteAt + 1];
    cell += '"';
    from = quoteAt + 2;
  }
}

/** The rows of CSV text (RFC 4180) that hold something; semicolons part cells where the first line holds no comma, as some spreadsheets write. */
function rowsOf(table: string): readonly Row[] {
  const text = table.replace(/^\uFEFF/, '');
  const [first] = text.split('\n', 1);
  const ends = !first!.includes(',') && first!.includes(';') ? /[;\n]/g : /[,\n]/g;
  const rows: string[][] = [[]];
  for (let at = 0; ;) {
    const [quoted, from] = text[at] === '"' ? quotedCell(text, at) : ['', at];
    ends.lastIndex = from;
    const end = ends.exec(text)?.index ?? text.length;
    rows.at(-1)!.push(quoted + text.slice(from, end).replaceAll('\r', ''));
    if (end === text.length) break;
    if (text[end] === '\n') rows.push([]);
    at = end + 1;
  }
  return rows.map((cells, at) => ({ number: at + 1, cells })).filter(({ cells }) => cells.some((each) => each.trim() !== ''));
}

const badgeHeads = ['badge', 'file', 'path', 'address', 'url', 'json', 'token', 'jwt'];
const recipientHeads = ['recipient', 'email', 'e-mail', 'earner'];

// A name with two dots could be taken for a token; a token's head is JSON, and its signature no ending of a file.
const isBadgeText = (cell: string): boolean => cell.startsWith('{') || (/^e[wy]/.test(cell) && isToken(cell) && !isBadgeFile(cell));
// What could name a badge or be one: an address, a path, a name with an ending, JSON, a token.
const looksLikeBadge = (cell: string): boolean => isWebAddress(cell) || /[/\\]/.test(cell) || /\.[a-z0-9]{1,5}$/i.test(cell) || isBadgeText(cell);

/** Why a table names no badges that could be found, as a sentence; null where it does: a head of other words is no file. */
export function headFault(table: string): string | null {
  const first = rowsOf(table)[0]?.cells;
  if (first === undefined || first.some((cell) => badgeHeads.includes(cell.trim().toLowerCase()) || looksLikeBadge(cell.trim()))) return null;
  return `It has no column \`badge\`, \`file\` or \`address\`: its first row is ${first.slice(0, 6).map((cell) => quote(cell.trim())).join(', ')}. Name the column with the badges so.`;
}

/**
 * The badges of a table: files, addresses, or badges themselves (JSON or a token), in its columns `badge`, `file`, `path`, `address`,
 * `url`, `json`, `token` or `jwt` (the first that is filled in), else in its first; with a column `recipient` or `email`, each is
 * compared with that too. A first row of such words is taken for heads.
 */
export function readTable(table: string): readonly Listed[] {
  const rows = rowsOf(table);
  const heads = (rows[0]?.cells ?? []).map((head) => head.trim().toLowerCase());
  const columns = heads.flatMap((head, at) => (badgeHeads.includes(head) ? [at] : []));
  const recipient = columns.length === 0 ? -1 : heads.findIndex((head) => recipientHeads.includes(head));
  return rows.slice(columns.length === 0 ? 0 : 1).flatMap(({ number, cells }) => {
    const cell = (columns.length === 0 ? [0] : columns).map((at) => cells[at]?.trim() ?? '').find((each) => each !== '');
    if (cell === undefined) return [];
    const known = recipient === -1 ? '' : cells[recipient]?.trim() ?? '';
    return [{ ...(isBadgeText(cell) ? { name: `row ${number}`, text: cell } : { name: cell }), ...(known === '' ? {} : { recipient: known }) }];
  });
}

/** Where a file stands that a table names: beside the table, unless the name leads elsewhere. Both are paths with slashes, below one folder. */
export function besideTable(table: string, name: string): string {
  const steps: string[] = [];
  for (const step of [...table.split('/').slice(0, -1), ...name.split(/[/\\]/)]) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
