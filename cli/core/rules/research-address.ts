import { atPointer, replacing, type Rule } from '../rule.ts';

const DOI = /^https:\/\/doi\.org\/10\.[0-9]{4,9}\/\S+$/;
const RESOLVER = /^https:\/\/(?:dx\.|www\.)?doi\.org\//i;

export default {
  id: 'research-address',
  severity: 'error',
  summary: 'A source that is confirmed by its DOI has the DOI as its address, and only such a source.',
  why: 'Readers follow the address to see for themselves that the source exists.',
  remedy: 'Write the DOI as https://doi.org/10.…, or say in `confirmed` how else you know that the source exists.',
  path: 'credentials/wait-time.md',
  good: 'url: https://doi.org/10.1177/002248718603700110',
  bad: 'url: https://dx.doi.org/10.1177/002248718603700110',
  *find({ credentials }) {
    for (const { document, value } of credentials.values()) {
      for (const [at, { url, confirmed }] of value.research.entries()) {
        const better = url.replace(RESOLVER, 'https://doi.org/');
        if (confirmed === 'doi' && !DOI.test(url)) yield { ...atPointer(document, `/research/${at}/url`, 'Unexpected address of a source confirmed by its DOI, expected one that begins with https://doi.org/10.'), ...(DOI.test(better) ? replacing(document, `/research/${at}/url`, url, better, 'Write the address of the DOI itself') : {}) };
        else if (confirmed !== 'doi' && RESOLVER.test(url)) yield atPointer(document, `/research/${at}/confirmed`, `Unexpected "${confirmed}" beside a DOI, expected doi`);
      }
    }
  },
} satisfies Rule as Rule;
