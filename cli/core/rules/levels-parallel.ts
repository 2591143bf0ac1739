import { atPointer, type Rule } from '../rule.ts';
import { contentWords } from './content-words.ts';

export default {
  id: 'levels-parallel',
  severity: 'warning',
  english: true,
  summary: 'Levels that stand side by side speak of the same thing.',
  why: 'An assessor compares one level with the next. Where the two have no word in common they describe different things, and work can be at both or at neither.',
  remedy: 'Describe at each level the same thing, and let only its quality, reach or frequency change.',
  path: 'rubrics/wait-time.yaml',
  good: 'not-yet: Answers come from volunteers.',
  bad: 'not-yet: The lesson plan is short.',
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      for (const [at, { levels }] of value.criteria.entries()) {
        let before: readonly [level: string, words: ReadonlySet<string>] | null = null;
        for (const { id } of value.levels) {
          const text = levels[id];
          if (text === undefined) continue;
          const words = contentWords(text);
          if (before !== null && words.size > 0 && ![...words].some((word) => before![1].has(word))) yield atPointer(document, `/criteria/${at}/levels/${id}`, `Unexpected description of "${id}" without a word in common with "${before[0]}", expected the same thing at another level`);
          before = [id, words];
        }
      }
    }
  },
} satisfies Rule as Rule;
