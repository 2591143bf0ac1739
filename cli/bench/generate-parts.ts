import type { Evidence, Framework, Rubric } from '../core/model.generated.ts';
import { voice } from './voice.ts';

const LEVELS = ['not-yet', 'developing', 'proficient', 'exemplary'] as const;
const CRITERIA = ['plans', 'asks', 'listens', 'adjusts', 'looks-back'] as const;
const CATEGORIES = ['planning', 'instruction', 'assessment', 'climate', 'partnership', 'technology', 'leadership'] as const;

const title = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

/** An invented rubric: five criteria by four levels. */
export function rubric(seed: string, id: string): Rubric {
  const say = voice(`${seed}/rubrics/${id}`);
  const levels = (): Record<string, string> => Object.fromEntries(LEVELS.map((level, at) => [level, `In ${['none', 'one', 'two', 'all'][at]} of the pieces this is to be seen: ${say.sentence()}`]));
  return { levels: LEVELS.map((level) => ({ id: level, title: title(level) })), passing: 'proficient', criteria: CRITERIA.map((criterion) => ({ id: criterion, title: `${title(criterion)}: ${say.phrase()}`, levels: levels() })) };
}

/** What an invented credential asks for: four requirements in three parts, one of them a choice. */
export function evidence(seed: string, id: string): Evidence {
  const say = voice(`${seed}/evidence/${id}`);
  const written = (own: string, part: 1 | 3): Evidence['requirements'][number] => ({ id: own, part, title: title(own), form: 'written', words: [200, 400], prompt: say.sentences(4), sufficient: say.sentences(2) });
  return {
    requirements: [
      written('setting', 1),
      { id: 'plan', part: 2, title: 'Annotated plan', form: 'document', count: [1, 2], prompt: say.sentences(3), feeds: ['plans', 'asks'], pupils: false },
      { id: 'in-action', part: 2, title: 'The practice in action', prompt: say.sentences(2), feeds: ['listens', 'adjusts', 'looks-back'], alternative: say.sentence(), oneOf: [
        { id: 'clip', title: 'A clip', form: 'video', minutes: [3, 6], count: [1, 1], prompt: say.sentences(2), pupils: true },
        { id: 'notes', title: 'Notes of a visit', form: 'document', count: [1, 1], prompt: say.sentences(2), pupils: false },
      ] },
      written('reflection', 3),
    ],
  };
}

/** An invented framework with these competencies. */
export function framework(seed: string, id: string, competencies: readonly string[]): Framework {
  const say = voice(`${seed}/competencies/${id}`);
  return { title: say.phrase(), summary: say.sentences(2), color: say.pick(['fern', 'lake', 'heather'] as const), competencies: competencies.map((own) => ({
    id: own, title: title(own), statement: say.sentence(), category: say.pick(CATEGORIES),
    alignments: [{ name: say.phrase(), framework: 'An invented framework', url: `https://www.example.org/frameworks/${id}`, code: own }],
  })) };
}
