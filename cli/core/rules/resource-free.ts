import { atKey, type Rule } from '../rule.ts';

export default {
  id: 'resource-free',
  severity: 'warning',
  summary: 'Where there are resources, at least two are free.',
  why: 'A credential that can only be prepared for by buying something is closed to those who cannot.',
  remedy: 'Add resources that cost nothing: many libraries, agencies and publishers have some.',
  path: 'credentials/wait-time.md',
  good: `    minutes: 4
    price: free`,
  bad: `    minutes: 4
    price: USD 5`,
  *find({ credentials }) {
    for (const { document, value } of credentials.values()) {
      const free = value.resources.filter(({ price }) => price.toLowerCase() === 'free').length;
      if (value.resources.length > 0 && free < 2) yield atKey(document, '/resources', `Unexpected number of free resources (${free}), expected at least 2`);
    }
  },
} satisfies Rule as Rule;
