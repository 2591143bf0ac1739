import { drawing } from '../core/badge/art-geometry.ts';

/** Makes up plain sentences about teaching; the same seed gives the same ones. */
export interface Voice {
  readonly pick: <Value>(choices: readonly Value[]) => Value;
  /** A few words without a full stop, such as a title needs. */
  readonly phrase: () => string;
  readonly sentence: () => string;
  readonly sentences: (count: number) => string;
}

const WHO = ['The educator', 'A teacher of the same grade', 'The coach', 'Each learner', 'A group of three', 'The whole class', 'A colleague who visits', 'The first group'];
const DOES = ['asks', 'names', 'sorts', 'compares', 'writes down', 'reads aloud', 'draws', 'marks', 'adjusts', 'plans', 'explains', 'collects'];
const WHAT = ['one question that has more than one answer', 'two drafts of the same paragraph', 'the steps of a worked example', 'a short piece of recent work', "what the exit question shows", 'a sentence on what comes next', 'the sources that disagree', 'three answers from different tables', 'the reasons behind a wrong answer', 'a plan with notes in the margin'];
const WHEN = ['before the lesson begins', 'while the others work in pairs', 'at the end of the hour', 'twice in the same week', 'as soon as the first answers are in', 'after a quiet minute', 'in front of the class', 'on the next school day', 'without a word about the grade', 'and comes back to it a week later'];
const DOING = ['Asking', 'Planning', 'Sorting', 'Comparing', 'Reading', 'Writing', 'Drawing', 'Explaining', 'Adjusting'];
const THING = ['questions for every learner', 'work in small groups', 'feedback that moves work on', 'worked examples', 'short checks', 'talk about texts', 'calm starts', 'tasks with an easy way in', 'models and drawings'];

const FOR = ['reading', 'writing', 'number', 'geometry', 'history', 'biology', 'chemistry', 'music', 'drama', 'a second language', 'physical education', 'art'];
const WITH = ['the youngest', 'the first grade', 'the second grade', 'the third grade', 'the fourth grade', 'the fifth grade', 'the sixth grade', 'the seventh grade', 'the eighth grade', 'those who begin', 'those who return', 'mixed groups'];

/** The nth of many titles, no two of which are the same: people tell credentials apart by them. */
export function titleOf(nth: number): string {
  let rest = nth;
  const next = (words: readonly string[]): string => {
    const word = words[rest % words.length]!;
    rest = Math.floor(rest / words.length);
    return word;
  };
  const title = `${next(DOING)} ${next(THING)} in ${next(FOR)} with ${next(WITH)}`;
  return rest === 0 ? title : `${title}, part ${rest + 1}`;
}

/** The voice of a seed. */
export function voice(seed: string): Voice {
  const below = drawing(seed);
  const pick: Voice['pick'] = (choices) => choices[below(choices.length)]!;
  const sentence = (): string => `${pick(WHO)} ${pick(DOES)} ${pick(WHAT)} ${pick(WHEN)}.`;
  return { pick, phrase: () => `${pick(DOING)} ${pick(THING)}`, sentence, sentences: (count) => Array.from({ length: count }, sentence).join(' ') };
}
