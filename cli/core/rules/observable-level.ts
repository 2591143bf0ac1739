import { atText, type Rule } from '../rule.ts';

// Only of the one who is judged: that learners know something can be what the evidence shows.
const OF_WHOM = String.raw`(?:^|[.;:] |\b(?:teacher|educator|coach|leader|administrator|candidate|earner|applicant|participant|clearly|fully|deeply) )`;
const STATE = '(?:understanding|knowledge|awareness|appreciation|comprehension|grasp) of';
const INNER = new RegExp(`${OF_WHOM}(${[
  'understands', 'comprehends', 'knows', 'is (?:un)?aware of', 'appreciates', 'is familiar with', 'is mindful of', 'is committed to', 'has internali[sz]ed', 'cares about', 'values', 'believes', 'grasps', 'thinks about',
  'learns (?:about|how|that)', 'feels (?:confident|comfortable|able|ready|sure|that)', 'recogni[sz]es the (?:importance|value|need|role|benefits?)',
  '(?:is able to|can) (?:understand|comprehend|know|appreciate|grasp|value|be aware of)',
  `(?:has|demonstrates?|shows?|displays?|exhibits?|possesses) (?:an? )?(?:[a-z]+(?: and)? ){0,3}?${STATE}`,
  `(?:an? )?(?:deep|thorough|full|good|clear|strong|solid|sound|basic|some|limited|little|advanced|adequate|emerging|developing) ${STATE}`,
].join('|')})\\b`, 'i');

// Words that judge: two assessors take them for different things. What somebody says between quotation marks is no judgement, and some words have a use of their own.
const JUDGING = /(?<![\p{L}-])(?:(?<!\bmore than one )good(?! (?:morning|afternoon|day|night|reasons?|enough|faith)\b)|excellent(?:ly)?|outstanding(?:ly)?|exemplary|superb(?:ly)?|(?:of )?high[- ]quality|(?:in)?effective(?! (?:from|until|dates?|on)\b)|(?:in)?effectively|(?<!\bdevelopmentally )(?:in)?appropriate(?:ly)?|(?:in)?adequate(?:ly)?|(?:un)?satisfactor(?:y|ily)|poor(?:ly)?|skil(?:l)?ful(?:ly)?|meaningful(?:ly)?|thoughtful(?:ly)?|successful(?:ly)?)(?![\p{L}-])/iu;
const QUOTED = /"[^"]*"|“[^”]*”|‘[^’]*’|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu;

export default {
  id: 'observable-level',
  severity: 'warning',
  english: true,
  summary: 'Levels and criteria say what can be seen.',
  why: 'Nobody can see that a teacher understands, or that a plan is good; two assessors who must guess at it will differ.',
  remedy: 'Use a verb for what is done, said, written or made: names, plans, asks, adjusts, compares, explains. In the place of a word that judges, say what makes it so.',
  path: 'rubrics/wait-time.yaml',
  good: 'proficient: Answers come from every learner.',
  bad: 'proficient: The teacher knows that every learner should answer.',
  *find({ rubrics }) {
    for (const { document, value } of rubrics.values()) {
      for (const [at, { title, levels }] of value.criteria.entries()) {
        const texts = [[`/criteria/${at}/title`, title] as const, ...Object.entries(levels).map(([level, text]) => [`/criteria/${at}/levels/${level}`, text] as const)];
        for (const [pointer, text] of texts) {
          const found = INNER.exec(text);
          const verb = found?.[1];
          if (found !== null && verb !== undefined) yield atText(document, pointer, text, found.index + found[0].length - verb.length, `Unexpected "${verb}", expected what can be seen in the evidence`);
        }
        for (const [pointer, text] of texts.slice(1)) {
          const found = JUDGING.exec(text.replace(QUOTED, (quoted) => ' '.repeat(quoted.length)));
          if (found !== null) yield atText(document, pointer, text, found.index, `Unexpected "${found[0]}", which judges, expected what can be seen in the evidence`);
        }
      }
    }
  },
} satisfies Rule as Rule;
