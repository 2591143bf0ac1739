import { dump } from 'js-yaml';
import type { Credential } from '../core/model.generated.ts';
import { wrap } from '../core/words.ts';
import { titleOf, voice, type Voice } from './voice.ts';

/** Front matter and YAML files as `laurel new` and authors lay them out. */
export const yaml = (value: object): string => dump(value, { lineWidth: 110, noRefs: true });

/** A credential's file: about 65 lines of front matter, and about 400 words with a table, lists and links. */
export function credentialText(seed: string, nth: number, id: string, competency: string): string {
  const say = voice(`${seed}/credentials/${id}`);
  return `---\n${yaml(frontMatter(say, titleOf(nth), id, competency))}---\n\n${body(say)}`;
}

function frontMatter(say: Voice, title: string, id: string, competency: string): Credential {
  return {
    title,
    version: '1.0.0',
    status: 'active',
    competency,
    summary: say.sentence(),
    method: say.sentences(2),
    audience: ['teacher', 'coach'],
    grades: [say.pick(['primary', 'middle', 'secondary'] as const)],
    topics: ['task-design', say.pick(['questioning', 'feedback', 'grouping']), say.pick(['reading', 'writing', 'mathematics'])],
    effort: { hours: say.pick([6, 8, 10, 12]) },
    rubric: id,
    evidence: id,
    validity: { years: 5 },
    monday: say.sentences(2),
    limits: [1, 2, 3].map(() => `${say.phrase()}.`),
    routes: [{ title: say.phrase(), kind: 'workshop', description: say.sentences(2) }],
    research: [1, 2, 3].map((place) => ({
      citation: `Author, A. B., & Writer, C. (201${place}). ${say.phrase()}: An invented study. Journal of Examples, ${place}(1), 1-20.`,
      url: `https://www.example.org/research/${id}-${place}`,
      relevance: say.sentence(),
      confirmed: 'publisher-page',
    })),
    resources: (['reading', 'video', 'template'] as const).map((kind) => ({ title: `${say.phrase()} (${kind})`, url: `https://www.example.org/${kind}/${id}`, kind, price: 'free', captions: kind === 'video' ? true : null })),
    changes: [{ version: '1.0.0', date: '2026-01-01', note: 'First release.' }],
  };
}

function body(say: Voice): string {
  const text = (count: number): string => wrap(say.sentences(count), 90);
  const list = (mark: string): string => Array.from({ length: 3 }, () => `${mark} **${say.phrase()}:** ${say.sentence()}`).join('\n');
  const table = Array.from({ length: 3 }, (_, row) => `| ${row + 1} | ${say.phrase()} | *${say.phrase()}* |`).join('\n');
  return `## Overview

${text(3)}

${wrap(`${say.sentences(3)} Read [how to begin](#plan-it) first, or [an example from a school](https://www.example.org/examples).`, 90)}

## Method

### Plan it

${text(3)}

${list('-')}

### Try it

${text(2)}

| Step | What happens | What to look for |
| --- | --- | --- |
${table}

### Look back

${list('1.')}

The steps are those of [a guide for teams](https://www.example.org/guide "An invented guide").

## In practice

*An invented story.*

${text(6)}
`;
}
