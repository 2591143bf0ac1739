import { atPointer, replacing, type Rule } from '../rule.ts';

// The names of languages in English; what has none is no language that a reader's machine knows.
const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

export default {
  id: 'language-known',
  severity: 'error',
  summary: 'A language tag names a language, in its current spelling.',
  why: 'A screen reader chooses its voice, a browser its hyphens and a wallet its fonts by the tag. One that names nothing makes all three guess.',
  remedy: 'Write a tag such as `en`, `es` or `pt-BR`.',
  path: 'issuer.yaml',
  good: 'language: en',
  bad: 'language: qq',
  *find({ issuer, credentials }) {
    const tagged = [...(issuer === null ? [] : [{ document: issuer.document, tag: issuer.value.language }]), ...[...credentials.values()].flatMap(({ document, value }) => (value.language === undefined ? [] : [{ document, tag: value.language }]))];
    for (const { document, tag } of tagged) {
      const [language] = tag.split('-');
      const current = canonical(tag);
      if (current === null || names.of(language!) === undefined) yield atPointer(document, '/language', `Unexpected language "${tag}", expected the tag of a language`);
      else if (current !== tag) yield { ...atPointer(document, '/language', `Unexpected former tag "${tag}", expected ${current}`), ...replacing(document, '/language', tag, current, `Write the language as ${current}`) };
    }
  },
} satisfies Rule as Rule;

function canonical(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
