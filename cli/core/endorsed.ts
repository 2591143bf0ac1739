/** What others vouch for, as the catalog holds it: of which release, or of the issuer, each endorsement is. */
import { addresses, paths } from './badge/addresses.ts';
import { endorsementFacts, endorsementFaults, type EndorsementFacts } from './badge/endorsement.ts';
import type { JsonObject } from './badge/json.ts';
import type { Catalog } from './catalog.ts';
import { compare } from './diagnostic.ts';
import type { Issuer, ReleaseFile } from './model.generated.ts';

/** One endorsement of ours by another. */
export interface Endorsed {
  readonly name: string;
  /** Word for word what stands in the catalog. */
  readonly text: string;
  readonly credential: JsonObject;
  readonly facts: EndorsementFacts;
  /** Where the site has it. */
  readonly path: string;
}

type Release = ReleaseFile['release'];

function found(catalog: Catalog, folder: string, about: string, pathOf: (name: string) => string): readonly Endorsed[] {
  return [...catalog.endorsements.values()]
    .filter(({ id, value }) => id.slice(0, Math.max(0, id.lastIndexOf('/'))) === folder && endorsementFaults(value).next().done === true)
    .map(({ id, value, document }) => {
      const name = id.slice(id.lastIndexOf('/') + 1);
      return { name, text: document.text, credential: value, facts: endorsementFacts(value), path: pathOf(name) };
    })
    .filter(({ facts }) => facts.about === about)
    .sort((a, b) => compare(a.name, b.name));
}

/** Endorsements of one release that are of sound shape, by its achievement's id, in the order of their names. */
export const endorsedRelease = (catalog: Catalog, { id, issuer, credential: { version } }: Release): readonly Endorsed[] =>
  found(catalog, id, addresses(issuer.url).achievement(id, version), (name) => paths.endorsed(id, version, name));

/** The same of the issuer itself, by its DID. */
export const endorsedIssuer = (catalog: Catalog, { url }: Pick<Issuer, 'url'>): readonly Endorsed[] => found(catalog, '', addresses(url).did, paths.endorsedIssuer);
