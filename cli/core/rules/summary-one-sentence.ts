import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'summary-one-sentence',
  severity: 'warning',
  summary: 'The summary is one sentence.',
  why: 'It stands on cards, in search results and in the badge, where a second sentence is cut off; and what needs two is often two competencies.',
  remedy: 'Say in one sentence what the educator does. The rest belongs in the Overview.',
  path: 'credentials/wait-time.md',
  good: `competency: teaching/gives-wait-time
summary: Waits after a question so that every learner can think.`,
  bad: `competency: teaching/gives-wait-time
summary: Waits after a question. Hears from every learner.`,
  *find({ credentials }) {
    for (const { document, value } of credentials.values()) {
      // A full stop after one letter or a short word is an abbreviation more often than an end.
      const ends = value.summary.match(/(?<=[\p{L}\p{N})’”"']{4})[.!?](?= +\p{Lu})/gu)?.length ?? 0;
      if (ends > 0) yield atPointer(document, '/summary', `Unexpected summary of ${ends + 1} sentences, expected one`);
    }
  },
} satisfies Rule as Rule;
