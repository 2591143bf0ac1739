import type { GivenFile } from '../../cli/core/badge/given.ts';
import type { Resolve } from '../../cli/core/badge/verify.ts';
import type { Will } from '../../cli/core/will/open.ts';
import { element } from './findings.ts';
import { readDropped, type Dropped } from './dropped.ts';
import type { Source } from './source.ts';

/** What was given beside badges, and stays while the page is open. */
export interface AtHand {
  readonly documents: ReadonlyMap<string, readonly GivenFile[]>;
  readonly proofs: readonly GivenFile[];
  readonly wills: readonly { readonly name: string; readonly will: Will }[];
}

const nothing: AtHand = { documents: new Map(), proofs: [], wills: [] };
const stem = (name: string): string => name.replace(/\.[^.]*$/, '');

/** What somebody gave, sorted: badges to verify, and what lies at hand from now on. */
export interface Taken {
  readonly badges: readonly Dropped[];
  readonly tables: readonly Dropped[];
  /** What of it is none of the two, as sentences. */
  readonly faults: readonly string[];
}

/** Keeps what is given beside badges, and lists it. */
export function startAtHand(list: HTMLElement): { readonly take: (files: readonly Dropped[]) => Promise<Taken>; readonly source: (first: Source) => Promise<Source>; readonly proofOf: (name: string, badges: number) => string | undefined } {
  let held = nothing;

  const show = (): void => {
    const names = [...held.wills.map(({ name, will: { head, result } }) => `${name}: the archive of ${head.origin}, of ${head.day}${result.outcome === 'fail' ? ', which is not as it was made' : ''}`), ...[...held.documents].flatMap(([address, files]) => files.map(({ name }) => `${name}: ${address}`)), ...held.proofs.map(({ name }) => `${name}: the log’s proof of a badge`)];
    list.hidden = names.length === 0;
    const button = element('button', 'plain-button', 'Forget these') as HTMLButtonElement;
    button.type = 'button';
    button.addEventListener('click', () => {
      held = nothing;
      show();
    });
    list.replaceChildren(element('p', '', 'At hand ', button), element('ul', '', ...names.map((name) => element('li', '', name))));
  };

  return {
    take: async (files) => {
      const { badges, tables, given, faults } = await readDropped(files);
      const documents = new Map(held.documents);
      for (const { address, file } of given.documents) documents.set(address, [...(documents.get(address) ?? []), file]);
      held = { documents, proofs: [...held.proofs, ...given.proofs], wills: [...held.wills.filter(({ will }) => !given.wills.some((one) => one.will.head.origin === will.head.origin)), ...given.wills] };
      show();
      return { badges, tables, faults };
    },
    source: async (first) => sourceWith(first, held),
    proofOf: (name, badges) => {
      const own = held.proofs.filter((proof) => stem(proof.name) === stem(name));
      const [one, other] = own.length > 0 ? own : badges === 1 ? held.proofs : [];
      return one !== undefined && other === undefined ? new TextDecoder().decode(one.bytes) : undefined;
    },
  };
}

// Where there is a network it is asked first: what a stranger gives beside a badge must not stand in for an issuer who answers.
async function sourceWith(first: Source, { documents, wills, proofs }: AtHand): Promise<Source> {
  const names = [...wills.filter(({ will }) => will.result.outcome !== 'fail').map(({ name }) => name), ...[...documents.values()].flat().map(({ name }) => name), ...proofs.map(({ name }) => name)];
  const alone = first.origin === null;
  const archives = wills.map(({ will }) => will.result);
  if (names.length === 0 && alone) return { ...first, archives, basis: 'No network was asked, and nothing that can be used lies at hand beside the badge. What needs the issuer’s keys, lists or log is unknown.' };
  if (names.length === 0) return { ...first, archives };
  const [{ givenResolver }, { willResolver }] = await Promise.all([import('../../cli/core/badge/given.ts'), import('../../cli/core/will/open.ts')]);
  const given = (otherwise: Resolve): Resolve => wills.reduce<Resolve>((next, { will }) => willResolver(will, next), givenResolver(documents, otherwise));
  const fallback = (resolve: Resolve): Resolve => async (url) => {
    const found = await resolve(url);
    if (found.ok) return found;
    const near = await given(async () => found)(url);
    return near.ok ? { ...near, note: `${near.note}, because ${new URL(url).host} gave no answer` } : found;
  };
  return {
    origin: first.origin,
    resolve: alone ? given(first.resolve) : fallback(first.resolve),
    atHand: alone ? given(first.atHand) : fallback(first.atHand),
    archives,
    basis: `${alone ? 'No network was asked. The answers rest on what you gave:' : 'Where an address gave no answer, what you gave stands in:'} ${names.join(', ')}. That is worth what the place is worth from which you had it, and knows nothing of what came after its day.`,
  };
}
