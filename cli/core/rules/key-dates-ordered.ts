import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'key-dates-ordered',
  severity: 'error',
  summary: 'Keys stand oldest first, and each begins before it ends.',
  why: 'A key that ends before it begins is never valid, and badges that it signed would not verify.',
  remedy: 'Correct the dates; `laurel keys new` adds a key in its place.',
  path: 'issuer.yaml',
  good: 'from: 2026-01-01',
  bad: 'from: 2026-01-01\n    until: 2025-01-01',
  *find({ issuer }) {
    for (const [at, { from, until }] of issuer?.value.keys.entries() ?? []) {
      const before = issuer!.value.keys[at - 1];
      if (until !== undefined && until < from) yield atPointer(issuer!.document, `/keys/${at}/until`, `Unexpected end ${until} of a key that begins on ${from}, expected a later day`);
      if (before !== undefined && before.from > from) yield atPointer(issuer!.document, `/keys/${at}/from`, `Unexpected key from ${from} after one from ${before.from}, expected the oldest first`);
    }
  },
} satisfies Rule as Rule;
