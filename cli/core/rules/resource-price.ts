import { atPointer, replacing, type Rule } from '../rule.ts';

const PRICE = /^(?:free|(?:[A-Z]{3} ?|[$€£] ?)\d{1,6}(?:[.,]\d{2})?|\d{1,6}(?:[.,]\d{2})? ?(?:[A-Z]{3}|[€£]))(?: .{1,30})?$/;

export default {
  id: 'resource-price',
  severity: 'error',
  summary: 'Every resource is `free`, or says its price with the currency.',
  why: 'Who pays out of their own pocket wants to know before they begin; "varies" or "20" says neither how much nor of what.',
  remedy: 'Write `free`, or a price such as `USD 12.50` or `€8 a year`.',
  path: 'credentials/wait-time.md',
  good: `    kind: reading
    price: free`,
  bad: `    kind: reading
    price: Free`,
  *find({ credentials }) {
    for (const { document, value } of credentials.values()) {
      for (const [at, { price }] of value.resources.entries()) {
        if (PRICE.test(price)) continue;
        const pointer = `/resources/${at}/price`;
        const finding = atPointer(document, pointer, `Unexpected price "${price}", expected free, or an amount with its currency`);
        yield { ...finding, ...(price.trim().toLowerCase() === 'free' ? replacing(document, pointer, price, 'free', 'Write free in lower case') : {}) };
      }
    }
  },
} satisfies Rule as Rule;
