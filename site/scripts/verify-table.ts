import { pathBelow } from '../../cli/core/badge/addresses.ts';
import { fetchable } from '../../cli/core/badge/did.ts';
import { badgesAt } from '../../cli/core/badge/lookup.ts';
import { besideTable, headFault, readTable, type Listed } from '../../cli/core/badge/table.ts';
import { isWebAddress } from '../../cli/core/badge/written.ts';
import type { Dropped } from './dropped.ts';
import { element } from './findings.ts';
import type { Source } from './source.ts';
import { byHand, bytesOf, takeTurn, tell, type Wanted } from './verifier.ts';
import { verifyMany, type OneOfMany } from './verify-many.ts';

/** The longest table that is read on a page. */
const longestTable = 64 * 1024 * 1024;

/** A row of a table that lies at a path among what was given. */
interface Row extends Listed {
  readonly table: string;
}

type ProofOf = (name: string) => string | undefined;

/** Verifies every badge that tables name or hold, and every other that was given with them; asks before another site is asked for one. */
export async function verifyTables(tables: readonly Dropped[], files: readonly Dropped[], source: Source, output: HTMLElement, wanted: Wanted, proofOf: ProofOf): Promise<void> {
  const current = takeTurn(output);
  const rows: Row[] = [];
  for (const { path, file } of tables) {
    const text = file.size > longestTable ? null : await file.text();
    const fault = text === null ? `It is larger than ${longestTable / 1024 / 1024} MiB; cut it into smaller ones.` : headFault(text);
    if (fault !== null) return current() ? tell(output, element('p', 'fault', `The table ${file.name} cannot be read. ${fault}`)) : undefined;
    rows.push(...readTable(text!).map((row) => ({ ...row, table: path, name: row.text === undefined ? row.name : `${file.name}, ${row.name}` })));
  }
  if (!current()) return;
  const fileOf = finderOf(files);
  const named = new Set(rows.map(fileOf));
  const alone = files.filter((file) => !named.has(file)).map(({ file }) => ({ name: file.name, proof: proofOf(file.name), bytes: () => bytesOf(file) }));
  if (rows.length + alone.length === 0) return tell(output, element('p', 'fault', `There is no badge in ${tables.map(({ file }) => file.name).join(', ')}. Each row holds a badge’s JSON, a token, an address, or the name of a file that you give with it.`));
  const fetched = badgesAt(source.resolve, byHand);
  const declined = async (address: string): Promise<string> => `The badge at ${address} was not fetched, as you chose. ${byHand}`;
  const verify = (mayAsk: boolean): Promise<void> => verifyMany([...rows.map((row) => oneOf(row, fileOf(row), proofOf, mayAsk || !isElsewhere(row.name, source) ? fetched : declined)), ...alone], source, output, wanted);
  const others = otherSites(rows, source);
  if (others.size === 0) return verify(true);
  ask(output, others, verify);
}

/** Finds the file that a row names: beside its table, else the one file of that name. */
function finderOf(files: readonly Dropped[]): (row: Row) => Dropped | undefined {
  const byPath = new Map(files.map((each) => [each.path, each]));
  const byName = new Map<string, Dropped | undefined>();
  for (const each of files) byName.set(each.file.name, byName.has(each.file.name) ? undefined : each);
  return ({ table, name, text }) => {
    if (text !== undefined || isWebAddress(name)) return undefined;
    const beside = besideTable(table, name);
    return byPath.get(beside) ?? byName.get(beside.split('/').at(-1)!);
  };
}

function oneOf({ name, recipient, text }: Row, found: Dropped | undefined, proofOf: ProofOf, fetched: (address: string) => Promise<Uint8Array | string>): OneOfMany {
  const bytes = async (): Promise<Uint8Array | string> => {
    if (text !== undefined) return new TextEncoder().encode(text);
    if (found !== undefined) return bytesOf(found.file);
    return isWebAddress(name) ? fetched(name) : `There is no file ${name} among what you gave. Give it together with the table.`;
  };
  return { name, recipient, proof: found === undefined ? undefined : proofOf(found.file.name), bytes };
}

// What this page would ask another site for: nothing, where it is nobody's page.
const isElsewhere = (address: string, { origin }: Source): boolean => origin !== null && fetchable(address).ok && pathBelow(origin, address) === null;

/** The sites that rows would have this browser ask for a badge, and for how many. */
function otherSites(rows: readonly Row[], source: Source): ReadonlyMap<string, number> {
  const sites = new Map<string, number>();
  for (const { name, text } of rows) if (text === undefined && isWebAddress(name) && isElsewhere(name, source)) sites.set(new URL(name).host, (sites.get(new URL(name).host) ?? 0) + 1);
  return sites;
}

/** The table may be a stranger's: a person says whether this browser asks the sites that it names. */
function ask(output: HTMLElement, sites: ReadonlyMap<string, number>, verify: (mayAsk: boolean) => Promise<void>): void {
  const choice = (className: string, words: string, mayAsk: boolean): HTMLElement => {
    const button = Object.assign(element('button', className, words) as HTMLButtonElement, { type: 'button' });
    button.addEventListener('click', () => void verify(mayAsk));
    return button;
  };
  const badges = [...sites.values()].reduce((sum, count) => sum + count, 0);
  const shown = [...sites.keys()].slice(0, 8);
  const more = sites.size - shown.length;
  tell(output, element('div', 'ask',
    element('p', '', `The table names ${badges === 1 ? 'a badge' : `${badges} badges`} on ${sites.size === 1 ? 'another site' : `${sites.size} other sites`}, which would see that your browser asks for ${badges === 1 ? 'it' : 'them'}: `, ...shown.flatMap((host, at) => [at === 0 ? '' : ', ', element('code', '', host)]), more > 0 ? ` and ${more} more.` : '.'),
    element('p', '', choice('button', 'Fetch and verify', true), ' ', choice('button quiet', 'Verify the rest', false))));
}
