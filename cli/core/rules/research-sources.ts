import { atKey, type Rule } from '../rule.ts';

export default {
  id: 'research-sources',
  severity: 'warning',
  summary: 'A credential rests on at least two sources.',
  why: 'Those who accept a credential ask what it rests on; one source is a thin answer.',
  remedy: 'Add a source whose existence you have confirmed. Never invent one: a shortfall is better.',
  path: 'credentials/wait-time.md',
  good: `  - citation: Black, P., & Wiliam, D. (1998). Assessment and classroom learning. Assessment in Education, 5(1), 7-74.
    url: https://doi.org/10.1080/0969595980050102
    relevance: Reviews studies of questioning in class.
    confirmed: doi
`,
  bad: '',
  *find({ credentials }) {
    for (const { document, value } of credentials.values()) {
      const count = new Set(value.research.map(({ url }) => url)).size;
      if (count < 2) yield atKey(document, '/research', `Unexpected number of sources (${count}), expected at least 2`);
    }
  },
} satisfies Rule as Rule;
