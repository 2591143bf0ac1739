import { atPointer, type Rule } from '../rule.ts';

const LACK = /^(?:(?:(?:there (?:is|are)|shows?|gives?|has|have|provides?|contains?) )?(?:no|not|none|nothing|never|neither|without|(?:little|few|minimal|limited) (?:or|to) no|hardly any|scarcely any|insufficient(?:ly)?|inadequate(?:ly)?|(?:only |very )?(?:little|limited|minimal|scant|scarce|few) (?:evidence|signs?|indications?))\b|(?:lacks?|lacking|misses|missing|omits?|absent|absence of|fails? to|failure to|do(?:es)? not|did not|cannot|is not|are not)\b)|^(?:[\p{L}'’-]+ ){1,4}(?:(?:is|are|was|were) (?:missing|absent|insufficient|inadequate|not [\p{L}]+)|do(?:es)? not\b|did not\b|(?:is|are)n['’]t\b|do(?:es)?n['’]t\b|lacks?\b|fails? to\b|(?:has|have|shows?|gives?|names?|contains?) (?:no|none|nothing|neither|(?:little|few|minimal|limited) (?:or|to) no|insufficient|(?:only |very )?(?:little|limited|minimal|scant|scarce|few) (?:evidence|signs?|indications?))\b)/iu;
// One more lack in a row of them.
const ANOTHER = /(?:,|;|,? (?:and|or))? (?:(?:it|they) )?(?:(?:is|are|was|were|do|does|did|has|have) )?(?:not|no|nor|never|without|lacks?|missing)\b(?! (?:only|just|merely)\b)/giu;
// What follows one of these usually says what is there.
const PRESENT = /[;,:]|\.\s+\p{L}|\b(?:but|instead|only|other than|except|yet|although|while|rather|and)\b/iu;

export default {
  id: 'lower-level-present',
  severity: 'warning',
  english: true,
  summary: 'Levels below the passing one say what is there, and not only what is lacking.',
  why: 'A teacher who is told only what is missing does not learn where the work stands, and an assessor who sees something else there finds no level for it.',
  remedy: 'Describe what such work shows: "Answers come from volunteers" rather than "Not every learner answers".',
  path: 'rubrics/wait-time.yaml',
  good: 'not-yet: Answers come from volunteers.',
  bad: 'not-yet: The teacher does not hear every learner.',
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      const order = value.levels.map(({ id }) => id);
      for (const [at, { levels, passing }] of value.criteria.entries()) {
        const lower = order.slice(0, Math.max(0, order.indexOf(passing ?? value.passing)));
        for (const level of lower) {
          const text = levels[level] ?? '';
          const lack = LACK.exec(text);
          if (lack !== null && !PRESENT.test(text.slice(lack.index + lack[0].length).replace(ANOTHER, ' '))) yield atPointer(document, `/criteria/${at}/levels/${level}`, `Unexpected description of "${level}" by what is lacking, expected what such work shows`);
        }
      }
    }
  },
} satisfies Rule as Rule;
