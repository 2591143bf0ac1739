/** Where a credential says what both versions of the data model say, each in its own terms. */
import { olderCredentialsContext } from './contexts.ts';
import { isObject, many, type JsonObject } from './json.ts';

/** True for a credential of Data Model 1.1, which has other names for its dates. */
export const isOlderModel = (credential: JsonObject): boolean => many(credential['@context'])[0] === olderCredentialsContext;

/** The terms of its dates. Some of the older model end with the newer one's term, and mean it. */
export function dateTerms(credential: JsonObject): readonly [from: string, until: string] {
  if (!isOlderModel(credential)) return ['validFrom', 'validUntil'];
  return ['issuanceDate', credential['expirationDate'] === undefined && credential['validUntil'] !== undefined ? 'validUntil' : 'expirationDate'];
}

/** Its dates. */
export function datesOf(credential: JsonObject): { readonly validFrom: unknown; readonly validUntil: unknown } {
  const [from, until] = dateTerms(credential);
  return { validFrom: credential[from], validUntil: credential[until] };
}

/** The issuer's id, which a credential gives as text or in a profile. */
export const issuerId = (credential: JsonObject): string => {
  const { issuer } = credential;
  return String(isObject(issuer) ? issuer['id'] : issuer);
};
