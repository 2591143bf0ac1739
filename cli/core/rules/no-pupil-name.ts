import { fold } from '../privacy/folded.ts';
import { pupilNamesIn } from '../privacy/pupil-names.ts';
import { rosterNamesIn } from '../privacy/roster.ts';
import { atPointer, type Rule } from '../rule.ts';
import { textsIn } from './authored.ts';
import { isEvidenceLink } from './submission-texts.ts';
import { foundInDefinitions, foundInTexts } from './text-findings.ts';
import { writtenIn } from './written.ts';

export default {
  id: 'no-pupil-name',
  severity: 'error',
  summary: 'No name of a pupil is handed in.',
  why: "A pupil's name never enters the repository, a private one included. Names on the roster that you name with --roster are errors as a whole, and warnings where only one word of them is found. Without a roster only what the text itself calls a name can be found: \"a boy called ...\" is an error where everything is public, because it clearly names a pupil; a capitalised word after \"my student\" is a warning, because it often is no name. Whoever is named without such words is not found: read your text once more.",
  remedy: 'Write a pseudonym or "Student A" instead.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: `one of them
corrected the example`,
  bad: `a boy called Jonte
corrected the example`,
  *find(catalog, { roster = [] }) {
    yield* foundInTexts(catalog, (text) => pupilNamesIn(text, roster));
    if (roster.length === 0) return;
    yield* foundInDefinitions(catalog, (text) => rosterNamesIn(text, roster));
    for (const { document } of writtenIn(catalog)) {
      for (const [pointer, link] of textsIn(document.value)) {
        if (!isEvidenceLink(pointer)) continue;
        for (const { confidence, message, remedy } of rosterNamesIn(capitalised(link), roster)) yield { ...atPointer(document, pointer, message.replace(', expected', ' in this link, expected'), remedy), severity: confidence === 'high' ? 'error' : 'warning' };
      }
    }
  },
} satisfies Rule as Rule;

// In an address a small letter says nothing about whether a word is a name; %20 and the like part words.
function capitalised(link: string): string {
  let plain = link;
  try {
    plain = decodeURIComponent(link);
  } catch {
    // A stray % is no reason not to look at the rest.
  }
  return fold(plain).toUpperCase();
}
