import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'level-texts-differ',
  severity: 'error',
  summary: 'No two levels of a criterion are described in the same words.',
  why: 'Where two descriptions are the same, assessors can only guess which level is meant.',
  remedy: 'Say what can be seen at this level and not at the other.',
  path: 'rubrics/wait-time.yaml',
  good: 'proficient: The teacher uses an answer to shape the next question.',
  bad: 'proficient: The teacher moves to the next question after each answer.',
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      for (const [at, criterion] of value.criteria.entries()) {
        const seen = new Map<string, string>();
        for (const [level, text] of Object.entries(criterion.levels)) {
          const words = text.normalize('NFC').toLowerCase().replace(/\s+/g, (blank) => (blank === ' ' ? blank : ' ')).trim();
          const other = seen.get(words);
          if (other !== undefined) yield atPointer(document, `/criteria/${at}/levels/${level}`, `Unexpected description of level "${level}" in the words of "${other}", expected what tells the two apart`);
          seen.set(words, level);
        }
      }
    }
  },
} satisfies Rule as Rule;
