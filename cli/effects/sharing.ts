import type { Award } from '../core/model.generated.ts';

/**
 * Has awards hold what they have in common once: a programme has few issuers, releases, keys and kinds of results, and the record of
 * each award says them anew.
 */
export function sharing(): (award: Award) => Award {
  const [texts, values] = [new Map<string, unknown>(), new Map<string, unknown>()];
  const once = <Value>(own: Value): Value => {
    const [known, name] = typeof own === 'string' ? [texts, own] : [values, JSON.stringify(own)];
    const before = known.get(name);
    if (before === undefined) known.set(name, own);
    return (before ?? own) as Value;
  };
  return (award) => {
    const { credential, version, release, key, issuer, results, 'assessed-by': assessor } = award;
    return { ...award, credential: once(credential), version: once(version), release: once(release), key: once(key), issuer: once(issuer), results: once(results), ...(assessor === undefined ? {} : { 'assessed-by': once(assessor) }) };
  };
}
