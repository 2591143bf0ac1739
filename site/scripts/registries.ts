import { publicAddress } from '../../cli/core/badge/did.ts';
import { lookupText, type Resolve } from '../../cli/core/badge/lookup.ts';
import { readRegistry, type Registry } from '../../cli/core/badge/registry.ts';

/** A registry that the verifier chose: a file with its text, or an address that is asked each time. */
export interface ChosenRegistry {
  readonly name: string;
  readonly text?: string;
}

const KEY = 'laurel-registries';
/** The longest that all of them are kept at: browsers keep some megabytes for a site. */
const mostKept = 2 * 1024 * 1024;

/** The registries that this browser keeps; none where it keeps nothing. */
export function keptRegistries(): readonly ChosenRegistry[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one): one is ChosenRegistry => typeof one === 'object' && one !== null && typeof (one as ChosenRegistry).name === 'string' && ['string', 'undefined'].includes(typeof (one as ChosenRegistry).text)) : [];
  } catch {
    return [];
  }
}

/** Keeps registries in this browser; a browser that keeps nothing has them until the page is closed. */
export function keepRegistries(chosen: readonly ChosenRegistry[]): void {
  try {
    const text = JSON.stringify(chosen);
    if (chosen.length === 0) localStorage.removeItem(KEY);
    else if (text.length <= mostKept) localStorage.setItem(KEY, text);
  } catch {
    // Nothing is kept, as the person has it.
  }
}

/** Reads the registries, those with an address from there. */
export const readChosen = (chosen: readonly ChosenRegistry[], resolve: Resolve): Promise<readonly Registry[]> =>
  Promise.all(chosen.map(async ({ name, text }) => readRegistry(name, text === undefined ? await lookupText(resolve, name) : { ok: true, text, note: null })));

/** Why what was chosen is no registry, as a sentence; null for one. */
export function registryFault({ name, text }: ChosenRegistry): string | null {
  if (text === undefined) {
    const address = publicAddress(name);
    return address.ok ? null : address.reason;
  }
  const { issuers, reason } = readRegistry(name, { ok: true, text, note: null });
  return issuers === null ? `${name} cannot be used, because ${reason}.` : null;
}
