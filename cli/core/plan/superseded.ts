import { isSigned, type Register, type RegisterEntry } from './register.ts';

/** One signing of a badge that another took the place of, both as the register names them. */
export interface Superseded {
  readonly earlier: string;
  readonly later: string;
}

const known = new WeakMap<Register, readonly Superseded[]>();

/**
 * What is superseded, by what is signed: every edition of a badge by its next, and an earner's badge for a credential by the one of
 * a later claim (a renewal), so that one is live for each credential and earner. A badge that was revoked supersedes no other.
 */
export function supersededIn(register: Register): readonly Superseded[] {
  const before = known.get(register);
  if (before !== undefined) return before;
  const signed = [...register].filter(([, entry]) => isSigned(entry));
  const badges = inTurn(signed, ({ award }) => award.serial, (a, b) => (a.award.edition ?? 1) - (b.award.edition ?? 1));
  const live = badges.map((editions) => editions.at(-1)!).filter(([, { revocation }]) => revocation === null);
  const claims = inTurn(live, ({ award }) => `${award.earner}\n${award.credential}`, ({ award: a }, { award: b }) => (a.awarded + a.serial < b.awarded + b.serial ? -1 : 1));
  const found = [...badges, ...claims].flatMap((chain) => chain.slice(1).map(([later], at) => ({ earlier: chain[at]![0], later })));
  known.set(register, found);
  return found;
}

type Named = readonly [string, RegisterEntry];

function inTurn(entries: readonly Named[], key: (entry: RegisterEntry) => string, compare: (a: RegisterEntry, b: RegisterEntry) => number): readonly (readonly Named[])[] {
  return [...Map.groupBy(entries, ([, entry]) => key(entry)).values()].map((group) => (group.length === 1 ? group : [...group].sort(([, a], [, b]) => compare(a, b))));
}

/** What counts for nothing any more: revoked badges in all their editions, and what was superseded. */
export function withdrawnIn(register: Register): readonly RegisterEntry[] {
  const superseded = new Set(supersededIn(register).map(({ earlier }) => earlier));
  return [...register].flatMap(([name, entry]) => (entry.revocation !== null || superseded.has(name) ? [entry] : []));
}
