/** Words that Open Badges 3.0 has put into context-3.0.3.json in place (documents 1.4.1 and 1.4.5): the copy that is carried here is older, and does not define them. */
import { openBadgesContext } from './contexts.ts';
import { hasType, isObject, many, type JsonObject } from './json.ts';

/** The words. */
export const addedInPlace: ReadonlySet<string> = new Set(['jti', 'endorsementJwt']);

const CARRIERS = ['OpenBadgeCredential', 'AchievementCredential', 'Achievement', 'Profile'];

const without = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(without);
  if (!isObject(value)) return value;
  const carries = CARRIERS.some((type) => hasType(value, type)) && many(value['endorsementJwt']).every((each) => typeof each === 'string');
  return Object.fromEntries(Object.entries(value).flatMap(([term, inner]) => (carries && term === 'endorsementJwt' ? [] : [[term, without(inner)]])));
};

/**
 * The document without `endorsementJwt` where the standard has it, for asking whether every other word is defined. Not for what a
 * signature over statements covers: those of this word are not known here. `isLess`: there was one.
 */
export function withoutAdded(document: JsonObject): { readonly document: JsonObject; readonly isLess: boolean } {
  if (!many(document['@context']).includes(openBadgesContext) || !JSON.stringify(document).includes('"endorsementJwt"')) return { document, isLess: false };
  return { document: without(document) as JsonObject, isLess: true };
}
