import type { Document } from '../document.ts';
import { atBody, atPointer, type Finding, type Rule } from '../rule.ts';
import { textsIn } from './authored.ts';
import { bodyOf, offsetOf } from './bodies.ts';
import { hiddenIn, type Hidden } from './hidden-characters.ts';
import { textsOf } from './submission-texts.ts';
import { written, writtenIn } from './written.ts';

export default {
  id: 'no-hidden-text',
  severity: 'error',
  summary: 'Nothing stands in a text that readers cannot see.',
  why: 'With hidden characters a text can read otherwise than it is: to an assessor, in a search, or in what is signed.',
  remedy: 'Delete the character; it often comes along with copied text. Typing the words anew always helps.',
  path: 'rubrics/wait-time.yaml',
  good: 'title: Hears every learner',
  bad: 'title: Hears every\u200B learner',
  *find(catalog) {
    for (const { document } of written(catalog)) {
      let found = false;
      for (const hidden of hiddenIn(document.text)) {
        found = true;
        yield { path: document.path, at: document.placeAt(hidden.offset), message: messageOf(hidden), fix: { title: 'Take the character out', edits: [{ start: hidden.offset, end: hidden.offset + String.fromCodePoint(hidden.code).length, text: '' }] } };
      }
      if (!found) yield* escaped(document);
    }
    for (const submission of writtenIn(catalog)) {
      for (const { path, text, at } of textsOf(submission).slice(1)) for (const hidden of hiddenIn(text)) yield { path, at: at(hidden.offset), message: messageOf(hidden) };
    }
  },
} satisfies Rule as Rule;

// "\u202E" in YAML's double quotes and &#x202E; in Markdown are plain in the file and hidden on the page.
function* escaped(document: Document): Generator<Finding> {
  if (document.text.includes('\\')) {
    for (const [pointer, text] of textsIn(document.value)) for (const hidden of hiddenIn(text)) yield atPointer(document, pointer, messageOf(hidden));
  }
  if (document.body.includes('&')) {
    for (const node of bodyOf(document).nodes) if ('value' in node) for (const hidden of hiddenIn(node.value)) yield atBody(document, offsetOf(node), messageOf(hidden));
  }
}

const messageOf = ({ code, name }: Hidden): string => `Unexpected ${name} (U+${code.toString(16).toUpperCase().padStart(4, '0')}), expected text that readers can see`;
