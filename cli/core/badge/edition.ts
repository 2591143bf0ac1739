import type { Award, Naming, Reissue } from '../model.generated.ts';
import { keyId } from './did.ts';

export type { Naming };

/** An award as one signing of its badge has it: the first as it was recorded, each later one as its re-issue says. */
export interface Edition extends Award {
  /** Left out for the first. */
  readonly edition?: number;
  readonly naming?: Naming;
}

/** The award as a re-issue has it signed anew: what is not said otherwise stays. */
export function reissued(award: Award, { edition, at, status, issuer, naming, key }: Reissue): Edition {
  const { id } = issuer ?? award.issuer;
  return { ...award, ...(issuer === undefined ? {} : { issuer }), signed: at, status, key: keyId(id, key), edition, ...(naming === undefined ? {} : { naming }) };
}

/** Names one signing of a badge in the stores: the serial alone for the first, then `<serial>.2` and so on. */
export const editionName = ({ serial, edition = 1 }: Pick<Edition, 'serial' | 'edition'>): string => (edition === 1 ? serial : `${serial}.${edition}`);

/** The serial and the number of what `editionName` names; null for another text. */
export function namedEdition(name: string): { readonly serial: string; readonly edition: number } | null {
  const [, serial = '', edition = '1'] = /^([0-9a-z]{12})(?:\.([2-9]|[1-9][0-9]))?$/.exec(name) ?? [];
  return serial === '' ? null : { serial, edition: Number(edition) };
}

/** Of things by name, those of the newest edition of each badge, by serial. */
export function newestEditions<Thing>(byName: ReadonlyMap<string, Thing>): ReadonlyMap<string, Thing> {
  const newest = new Map<string, { readonly edition: number; readonly thing: Thing }>();
  for (const [name, thing] of byName) {
    const { serial, edition } = namedEdition(name) ?? { serial: name, edition: 1 };
    if (edition > (newest.get(serial)?.edition ?? 0)) newest.set(serial, { edition, thing });
  }
  return new Map([...newest].map(([serial, { thing }]) => [serial, thing]));
}
