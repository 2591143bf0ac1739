import { editionName, reissued, type Edition } from '../badge/edition.ts';
import type { Proof } from '../badge/proof.ts';
import type { Attempt as AttemptRecord, Award, Reissue } from '../model.generated.ts';
import { sha256 } from '../canonical.ts';
import { isValid } from '../schema.ts';
import { bundledAwards, bundleNumber } from './award-bundle.ts';
import type { Revocation } from './revocation.ts';
import type { Later } from './texts.ts';

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
  /** The badge's file, where it and the proof are not held: they are there, and are read when somebody looks at them. */
  readonly later?: Later;
}

/** Whether there is a badge, without reading it. */
export const isSigned = (entry: RegisterEntry): boolean => entry.later !== undefined || entry.badge !== null;

/** Whether there is a proof, without reading it. */
export const hasProof = (entry: RegisterEntry): boolean => entry.later !== undefined || entry.proof !== null;

/** The digest of a badge that is there. */
export const digestOfBadge = (entry: RegisterEntry): string => entry.later?.sha256 ?? sha256(entry.badge!);

/** Every signing of a badge so far, by `editionName`: the serial of its award, and `<serial>.2` and so on for what was issued anew. */
export type Register = ReadonlyMap<string, RegisterEntry>;

/** The record of a decided attempt, as it stands in the register. */
export type { AttemptRecord };

/** What a register's files hold: the awards, and the records of decided attempts by path, as far as anybody wanted them. */
export interface RegisterFiles {
  readonly awards: Register;
  readonly attempts: ReadonlyMap<string, AttemptRecord>;
  /** Copies of award records that stand together; left out where nobody looked. */
  readonly bundles?: Bundles;
}

/** An award record that stands in no bundle, and what git calls its file. */
export interface Loose {
  readonly award: Award;
  readonly object: string;
}

/** The bundles of a register: the number of the last one, and the award records that stand in none, by serial. */
export interface Bundles {
  readonly last: number;
  readonly loose: ReadonlyMap<string, Loose>;
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

/** A file of a register: as bytes, to be read later, or an award record that was found in a bundle. */
export type RegisterFile = { readonly path: string } & ({ readonly bytes: Uint8Array } | { readonly later: Later } | { readonly award: Award });

const decoder = new TextDecoder();
const PATH = /^badges\/([0-9a-z]{2})\/([0-9a-z]{2})\/(([0-9a-z]{2})([0-9a-z]{2})[0-9a-z]{8})\/(award|revocation|(?:proof|badge)(?:\.(?:[2-9]|[1-9][0-9]))?|reissue\.(?:[2-9]|[1-9][0-9]))\.json$/;

const ATTEMPT = /^claims\/[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{64}\/[1-9][0-9]{0,3}-[0-9a-f]{12}\.json$/;

/**
 * Reads the register from its files.
 * @param share has awards hold together what they have in common.
 * @throws StoreFault for a file that has no place or not the shape of its kind.
 */
export function readRegister(files: Iterable<RegisterFile>, share: (award: Award) => Award = (award) => award): RegisterFiles {
  const parts = new Map<string, Parts>();
  const attempts = new Map<string, AttemptRecord>();
  const bundles = new Map<string, string>();
  for (const file of files) {
    const { path } = file;
    const text = 'later' in file ? file.later : 'award' in file ? file : decoder.decode(file.bytes);
    if (bundleNumber(path) !== null) {
      bundles.set(path, textOf(text));
      continue;
    }
    if (ATTEMPT.test(path)) {
      if ('later' in file) continue;
      const record = parse(path, textOf(text)) as AttemptRecord;
      if (!isValid('attempt', record) || registerPaths.attempt(record.claim, record.attempt, record.tree) !== path) throw new StoreFault('register', path, 'it is no record of an attempt with this name');
      attempts.set(path, record);
      continue;
    }
    const match = PATH.exec(path);
    if (match === null || match[1] !== match[4] || match[2] !== match[5]) throw new StoreFault('register', path, 'no record has this place');
    const [, , , serial = '', , , part = ''] = match;
    parts.set(serial, { ...parts.get(serial), [part]: text });
  }
  for (const [path, text] of bundles) mustBeCopies(path, text, parts);
  return { awards: new Map([...parts].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([serial, texts]) => entriesFrom(serial, texts, share))), attempts };
}

type Part = string | Later | { readonly award: Award };
type Parts = Readonly<Record<string, Part>>;
const textOf = (part: Part): string => (typeof part === 'string' ? part : 'award' in part ? recordText(part.award) : part.read());

// A bundle says nothing of its own.
function mustBeCopies(path: string, text: string, parts: ReadonlyMap<string, Parts>): void {
  const awards = bundledAwards(text);
  if (awards === null) throw new StoreFault('register', path, 'it is no bundle of award records');
  for (const award of awards) {
    const record = parts.get(award.serial)?.['award'];
    if (record === undefined || textOf(record) !== recordText(award)) throw new StoreFault('register', path, `what it says of the award ${award.serial} is not what that award's record says; a bundle holds copies alone and may be taken away`);
  }
}

function entriesFrom(serial: string, texts: Parts, share: (award: Award) => Award): readonly (readonly [string, RegisterEntry])[] {
  const text = texts['award'];
  if (text === undefined) throw new StoreFault('register', registerPaths.award(serial), 'its award record is missing');
  const isCopy = typeof text === 'object' && 'award' in text;
  const parsed = isCopy ? text.award : (parse(registerPaths.award(serial), textOf(text)) as Award);
  if (!isValid('award', parsed) || parsed.serial !== serial) throw new StoreFault('register', registerPaths.award(serial), 'it is no award record of this serial');
  const award = isCopy ? parsed : share(parsed);
  const revocation = texts['revocation'] === undefined ? null : (parse(registerPaths.revocation(serial), textOf(texts['revocation'])) as Revocation);
  const first = signed(texts, { award, reissue: null, revocation });
  const editions = Object.keys(texts).flatMap((part) => (part.includes('.') ? [Number(part.slice(part.indexOf('.') + 1))] : []));
  const anew = [...new Set(editions)].sort((a, b) => a - b).map((edition): readonly [string, RegisterEntry] => {
    const path = registerPaths.reissue(serial, edition);
    const record = parse(path, textOf(texts[`reissue.${edition}`] ?? 'null')) as Reissue | null;
    if (!isValid('reissue', record) || record!.serial !== serial || record!.edition !== edition) throw new StoreFault('register', path, record === null ? 'the record of this re-issue is missing' : 'it is no record of this re-issue');
    const entry = signed(texts, { award: reissued(award, record!), reissue: { record: record!, of: award }, revocation }, edition);
    return [editionName(entry.award), entry];
  });
  return [[serial, first], ...anew];
}

function signed(texts: Parts, entry: Pick<RegisterEntry, 'award' | 'reissue' | 'revocation'>, edition = 1): RegisterEntry {
  const end = edition === 1 ? '' : `.${edition}`;
  const [proof, badge] = [texts[`proof${end}`], texts[`badge${end}`]];
  if (isLater(proof) && isLater(badge)) return signedLater(entry, proof, badge);
  const { award, reissue, revocation } = entry;
  return { award, reissue, proof: proof === undefined ? null : proofOf(award, textOf(proof)), badge: badge === undefined ? null : textOf(badge), revocation };
}

const isLater = (part: Part | undefined): part is Later => typeof part === 'object' && 'read' in part;

const proofOf = ({ serial, edition }: Edition, text: string): Proof => parse(registerPaths.proof(serial, edition), text) as Proof;

/** An award with a proof and a badge that are not held. */
export const signedLater = ({ award, reissue, revocation }: Pick<RegisterEntry, 'award' | 'reissue' | 'revocation'>, proof: Later, badge: Later): RegisterEntry => ({
  award,
  reissue,
  get proof() {
    return proofOf(award, proof.read());
  },
  get badge() {
    return badge.read();
  },
  revocation,
  later: badge,
});

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new StoreFault('register', path, 'it is not JSON');
  }
}
