import { atBody, type Finding, type Rule } from '../rule.ts';
import { bodyOf, offsetOf, withBodies } from './bodies.ts';
import { disguisedHost, disguisedIn, type Disguised } from './look-alikes.ts';
import { textsOf } from './submission-texts.ts';
import { definitions, writtenIn } from './written.ts';

export default {
  id: 'mixed-script-words',
  severity: 'warning',
  summary: 'No word and no address is made to look like another with letters of another script.',
  why: 'A Cyrillic "a" in an English word looks right and is not found by search, and in an address it leads elsewhere, which is an error. Words that are in one script, whichever it is, are left alone.',
  remedy: 'Type the word anew.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'Counting to three felt long at first.',
  bad: 'Counting to thr\u0435\u0435 felt long at first.',
  *find(catalog) {
    for (const submission of writtenIn(catalog)) {
      for (const { path, text, at } of textsOf(submission)) for (const found of disguisedIn(text)) yield { path, at: at(found.offset), message: messageOf(found) };
    }
    for (const { document } of definitions(catalog)) {
      for (const found of disguisedIn(document.text)) yield { path: document.path, at: document.placeAt(found.offset), message: messageOf(found), fix: { title: `Write ${found.looks}`, edits: [{ start: found.offset, end: found.offset + found.word.length, text: found.looks }] } };
    }
    for (const { document } of withBodies(catalog)) {
      for (const node of bodyOf(document).nodes) {
        if (node.type !== 'link' && node.type !== 'definition') continue;
        const host = /^https:\/\/(?:[^/?#]*@)?([^/?#:]+)/i.exec(node.url)?.[1];
        const looks = host === undefined ? null : disguisedHost(host);
        if (looks !== null) yield { ...atBody(document, offsetOf(node), `Unexpected letters of another script in a host that looks like ${looks}, expected the host itself`, 'Copy the address anew from where you know that it is right.'), severity: 'error' } satisfies Finding;
      }
    }
  },
} satisfies Rule as Rule;

const messageOf = ({ word, looks }: Disguised): string => `Unexpected letters of another script in a word that looks like "${looks.slice(0, 40)}", expected one script (${[...word].filter((letter) => !/\p{Script=Latin}|\p{M}/u.test(letter)).slice(0, 3).map((letter) => `U+${letter.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`).join(', ')})`;
