import { atPointer, type Rule } from '../rule.ts';

// Words that measure without saying by what, or say how often or how many without a number, and articles.
const DEGREE = /^(?:an?|very|quite|rather|somewhat|partly|partially|mostly|largely|fully|completely|entirely|thoroughly|highly|clearly|well|poorly|adequately?|sufficient(?:ly)?|effective(?:ly)?|appropriate(?:ly)?|good|better|best|excellent|strong(?:ly)?|weak(?:ly)?|basic(?:ally)?|limited|deep(?:ly)?|consistent(?:ly)?|minimal(?:ly)?|superficial(?:ly)?|rarely|seldom|sometimes|occasional(?:ly)?|often|frequent(?:ly)?|usually|general(?:ly)?|typically|regular(?:ly)?|routinely|always|few|some|several|many|most|numerous|little|much|moderate(?:ly)?|considerabl[ey]|substantial(?:ly)?|extensive(?:ly)?|below|approach(?:es|ing)|meets|meeting|exceeds|exceeding)$/;

export default {
  id: 'level-beyond-degree',
  severity: 'warning',
  english: true,
  summary: 'Levels differ in what can be seen, and not only in a word such as "partly", "often" or "many".',
  why: 'Two assessors draw the line between "adequately" and "effectively" in two places, and the teacher cannot see where it is.',
  remedy: 'Say what is there at the higher level that is not at the lower: how many, which, of what kind.',
  path: 'rubrics/wait-time.yaml',
  good: `not-yet: Answers come from volunteers.
      proficient: Answers come from every learner.`,
  bad: `not-yet: Answers come partly from the learners.
      proficient: Answers come fully from the learners.`,
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      for (const [at, { levels }] of value.criteria.entries()) {
        const seen = new Map<string, string>();
        for (const [level, text] of Object.entries(levels)) {
          const rest = withoutDegree(text);
          const other = seen.get(rest);
          if (other !== undefined && rest !== '' && levels[other] !== text) yield atPointer(document, `/criteria/${at}/levels/${level}`, `Unexpected description of "${level}" that differs from "${other}" only by a word of degree, expected what can be seen at one and not at the other`);
          seen.set(rest, level);
        }
      }
    }
  },
} satisfies Rule as Rule;

// A catalog says the same words again and again.
const degrees = new Map<string, boolean>();

function isDegree(word: string): boolean {
  let found = degrees.get(word);
  if (found === undefined) {
    found = DEGREE.test(word);
    if (degrees.size < 20_000) degrees.set(word, found);
  }
  return found;
}

const withoutDegree = (text: string): string => (text.toLowerCase().match(/\w+/g) ?? []).filter((word) => !isDegree(word)).join(' ');
