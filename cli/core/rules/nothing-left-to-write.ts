import { atText, type Rule } from '../rule.ts';
import { textsIn } from './authored.ts';
import { written } from './written.ts';

/** A place that `laurel new` leaves to be written: a sentence or name in angle brackets, with a capital first. */
export const PLACE = /<[A-Z][^<>\n]{2,200}>/;

export default {
  id: 'nothing-left-to-write',
  severity: 'error',
  summary: 'No place that `laurel new` left to be written is still there.',
  why: 'A release freezes what it finds: teachers would be asked, and badges would certify, a placeholder.',
  remedy: 'Write what the angle brackets ask for, in their place.',
  path: 'rubrics/wait-time.yaml',
  good: 'title: Builds on answers',
  bad: 'title: <One thing that can be seen>',
  *find(catalog) {
    for (const { document } of written(catalog)) {
      if (document.path.startsWith('submissions/') || !document.text.includes('<')) continue;
      for (const [pointer, text] of textsIn(document.value)) {
        const place = PLACE.exec(text);
        if (place !== null) yield atText(document, pointer, text, place.index, `Unexpected placeholder "${place[0].slice(0, 60)}", expected the text itself`);
      }
      const body = PLACE.exec(document.body.replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length)));
      if (body !== null) yield { path: document.path, at: document.placeAt(document.bodyOffset + body.index), message: `Unexpected placeholder "${body[0].slice(0, 60)}", expected the text itself` };
    }
  },
} satisfies Rule as Rule;
