import { editionName, reissued, type Edition } from '../badge/edition.ts';
import type { Proof } from '../badge/proof.ts';
import type { Attempt as AttemptRecord, Award, Reissue } from '../model.generated.ts';
import { isValid } from '../schema.ts';
import type { Revocation } from './revocation.ts';

/** What the register holds of one signing of a badge. `proof` and `badge` come after the record, never before it. */
export interface RegisterEntry {
  /** The award as this edition has it. */
  readonly award: Edition;
  /** The record that made it another edition, with the award record that it is of; null for the first. */
  readonly reissue: { readonly record: Reissue; readonly of: Award } | null;
  readonly proof: Proof | null;
  readonly badge: string | null;
  /** Of the badge, and so of every edition of it. */
  readonly revocation: Revocation | null;
}

/** Every signing of a badge so far, by `editionName`: the serial of its award, and `<serial>.2` and so on for what was issued anew. */
export type Register = ReadonlyMap<string, RegisterEntry>;

/** The record of a decided attempt, as it stands in the register. */
export type { AttemptRecord };

/** All that a register's files hold: the awards, and the records of decided attempts by path. */
export interface RegisterFiles {
  readonly awards: Register;
  readonly attempts: ReadonlyMap<string, AttemptRecord>;
}

/** A store holds something that this program did not write: nothing is signed before a person has looked. */
export class StoreFault extends Error {
  constructor(store: 'register' | 'ledger', path: string, why: string) {
    super(`The ${store} holds something unexpected at ${path}: ${why}. Nothing was signed. Look at the branch's history and restore the file.`);
    this.name = 'StoreFault';
  }
}

const shard = (serial: string): string => `${serial.slice(0, 2)}/${serial.slice(2, 4)}/${serial}`;

/** Where the register keeps what; two levels of folders, so that a commit costs the same however many awards there are. */
export const registerPaths = {
  award: (serial: string): string => `badges/${shard(serial)}/award.json`,
  /** The record of a re-issue; editions begin at 2 here. */
  reissue: (serial: string, edition: number): string => `badges/${shard(serial)}/reissue.${edition}.json`,
  proof: (serial: string, edition = 1): string => `badges/${shard(serial)}/proof${edition === 1 ? '' : `.${edition}`}.json`,
  badge: (serial: string, edition = 1): string => `badges/${shard(serial)}/badge${edition === 1 ? '' : `.${edition}`}.json`,
  revocation: (serial: string): string => `badges/${shard(serial)}/revocation.json`,
  /** A claim's key is a digest under the programme's secret: the path names nobody. */
  attempt: (claim: string, attempt: number, tree: string): string => `claims/${claim.slice(0, 2)}/${claim.slice(2, 4)}/${claim}/${attempt}-${tree.slice(0, 12)}.json`,
} as const;

/** The exact text of a record's file. */
export const recordText = (record: object): string => `${JSON.stringify(record, null, 2)}\n`;

const decoder = new TextDecoder();
const PATH = /^badges\/([0-9a-z]{2})\/([0-9a-z]{2})\/(([0-9a-z]{2})([0-9a-z]{2})[0-9a-z]{8})\/(award|revocation|(?:proof|badge)(?:\.(?:[2-9]|[1-9][0-9]))?|reissue\.(?:[2-9]|[1-9][0-9]))\.json$/;

const ATTEMPT = /^claims\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}\/[1-9][0-9]{0,3}-[0-9a-f]{12}\.json$/;

/**
 * Reads the register from its files.
 * @throws StoreFault for a file that has no place or not the shape of its kind.
 */
export function readRegister(files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>): RegisterFiles {
  const parts = new Map<string, Record<string, string>>();
  const attempts = new Map<string, AttemptRecord>();
  for (const { path, bytes } of files) {
    if (ATTEMPT.test(path)) {
      const record = parse(path, decoder.decode(bytes)) as AttemptRecord;
      if (!isValid('attempt', record) || registerPaths.attempt(record.claim, record.attempt, record.tree) !== path) throw new StoreFault('register', path, 'it is no record of an attempt with this name');
      attempts.set(path, record);
      continue;
    }
    const match = PATH.exec(path);
    if (match === null || match[1] !== match[4] || match[2] !== match[5]) throw new StoreFault('register', path, 'no record has this place');
    const [, , , serial = '', , , part = ''] = match;
    parts.set(serial, { ...parts.get(serial), [part]: decoder.decode(bytes) });
  }
  return { awards: new Map([...parts].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([serial, texts]) => entriesFrom(serial, texts))), attempts };
}

function entriesFrom(serial: string, texts: Readonly<Record<string, string>>): readonly (readonly [string, RegisterEntry])[] {
  const text = texts['award'];
  if (text === undefined) throw new StoreFault('register', registerPaths.award(serial), 'its award record is missing');
  const award = parse(registerPaths.award(serial), text) as Award;
  if (!isValid('award', award) || award.serial !== serial) throw new StoreFault('register', registerPaths.award(serial), 'it is no award record of this serial');
  const revocation = texts['revocation'] === undefined ? null : (parse(registerPaths.revocation(serial), texts['revocation']) as Revocation);
  const first: RegisterEntry = { award, reissue: null, ...signedOf(serial, texts), revocation };
  const editions = Object.keys(texts).flatMap((part) => (part.includes('.') ? [Number(part.slice(part.indexOf('.') + 1))] : []));
  const anew = [...new Set(editions)].sort((a, b) => a - b).map((edition): readonly [string, RegisterEntry] => {
    const path = registerPaths.reissue(serial, edition);
    const record = parse(path, texts[`reissue.${edition}`] ?? 'null') as Reissue | null;
    if (!isValid('reissue', record) || record!.serial !== serial || record!.edition !== edition) throw new StoreFault('register', path, record === null ? 'the record of this re-issue is missing' : 'it is no record of this re-issue');
    const entry = { award: reissued(award, record!), reissue: { record: record!, of: award }, ...signedOf(serial, texts, edition), revocation };
    return [editionName(entry.award), entry];
  });
  return [[serial, first], ...anew];
}

function signedOf(serial: string, texts: Readonly<Record<string, string>>, edition = 1): Pick<RegisterEntry, 'proof' | 'badge'> {
  const end = edition === 1 ? '' : `.${edition}`;
  const proof = texts[`proof${end}`];
  return { proof: proof === undefined ? null : (parse(registerPaths.proof(serial, edition), proof) as Proof), badge: texts[`badge${end}`] ?? null };
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StoreFault('register', path, 'it is not JSON');
  }
}
