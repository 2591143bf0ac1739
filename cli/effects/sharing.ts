import type { Award } from '../core/model.generated.ts';

/**
 * Has awards hold what they have in common once: a programme has few issuers, releases, keys and kinds of results, and the record of
 * each award says them anew.
 */
export function sharing(): (award: Award) => Award {
  const known = new Map<string, unknown>();
  const once = <Value>(own: Value): Value => {
    const name = JSON.stringify(own);
    if (!known.has(name)) known.set(name, own);
    return known.get(name) as Value;
  };
  return (award) => {
    const { credential, version, release, key, issuer, results, 'assessed-by': assessor } = award;
    return { ...award, credential: once(credential), version: once(version), release: once(release), key: once(key), issuer: once(issuer), results: once(results), ...(assessor === undefined ? {} : { 'assessed-by': once(assessor) }) };
  };
}
