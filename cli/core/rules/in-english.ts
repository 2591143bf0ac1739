import type { Catalog } from '../catalog.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { isEnglish } from './content-words.ts';
import { rules } from './index.ts';

const ENGLISH: ReadonlySet<string> = new Set(rules.filter(({ english }) => english === true).map(({ id }) => id));

/**
 * Whether a finding stands in view of the language of its file: rules about English wording say nothing of other texts. A credential
 * names its language; rubrics and evidence are in that of the credentials that use them, and all else in the issuer's.
 */
export function inItsLanguage({ issuer, credentials, rubrics, evidence }: Catalog): (found: Diagnostic) => boolean {
  const english = new Map<string, boolean>();
  for (const { document, value } of credentials.values()) {
    const own = isEnglish(value.language ?? issuer?.value.language);
    english.set(document.path, own);
    for (const used of [rubrics.get(value.rubric), evidence.get(value.evidence)]) if (used !== undefined) english.set(used.document.path, own || english.get(used.document.path) === true);
  }
  const other = isEnglish(issuer?.value.language);
  return ({ rule, path }) => !ENGLISH.has(rule) || (english.get(path) ?? other);
}
