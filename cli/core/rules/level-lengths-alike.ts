import { countWords } from '../markdown.ts';
import { atPointer, type Rule } from '../rule.ts';

// A level with a quarter of the words of the longest, or less, is a stub beside it.
const SHARE = 4;

export default {
  id: 'level-lengths-alike',
  severity: 'warning',
  summary: 'No level is a stub beside the others of its criterion.',
  why: 'Where one level is described in a few words and another at length, the short one is what is left over, and a teacher at that level does not learn where the work stands.',
  remedy: 'Say as much of what is there at the short level as at the long one.',
  path: 'rubrics/wait-time.yaml',
  good: 'not-yet: The teacher moves to the next question after each answer.',
  bad: 'not-yet: Next question.',
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      for (const [at, { levels }] of value.criteria.entries()) {
        const counts = Object.entries(levels).map(([level, text]) => [level, countWords(text)] as const);
        const most = Math.max(...counts.map(([, words]) => words));
        for (const [level, words] of counts) if (words * SHARE <= most && most >= 8) yield atPointer(document, `/criteria/${at}/levels/${level}`, `Unexpected length of ${words} ${words === 1 ? 'word' : 'words'} beside ${most} at another level, expected more than a quarter`);
      }
    }
  },
} satisfies Rule as Rule;
