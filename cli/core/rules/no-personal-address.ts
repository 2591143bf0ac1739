import { atPointer, type Rule } from '../rule.ts';
import { textsIn } from './authored.ts';
import { emailsIn, personalAddressesIn } from './personal-addresses.ts';
import { isEvidenceLink, textsOf } from './submission-texts.ts';
import { definitions, writtenIn } from './written.ts';

export default {
  id: 'no-personal-address',
  severity: 'error',
  summary: "No e-mail address and no phone number stands in what is published, apart from the issuer's own.",
  why: 'Everything here stays public and copied for ever; an address in it draws unwanted mail to a person who did not ask for it.',
  remedy: 'Take it out. For questions the site names the address in issuer.yaml.',
  path: 'evidence/wait-time.yaml',
  good: 'prompt: Describe the class.',
  bad: 'prompt: Describe the class. Questions go to ana.reyes@marlow.k12.or.us.',
  *find(catalog) {
    for (const { document } of definitions(catalog)) for (const { offset, kind } of personalAddressesIn(document.text)) yield { path: document.path, at: document.placeAt(offset), message: messageOf(kind) };
    for (const submission of writtenIn(catalog)) {
      const { document } = submission;
      for (const { offset, kind } of personalAddressesIn(document.body)) yield { path: document.path, at: document.placeAt(document.bodyOffset + offset), message: messageOf(kind) };
      for (const { path, text, at } of textsOf(submission).slice(1)) for (const { offset, kind } of personalAddressesIn(text)) yield { path, at: at(offset), message: messageOf(kind) };
      // Shared links often carry the account that shared them.
      for (const [pointer, link] of textsIn(document.value)) {
        if (isEvidenceLink(pointer) && !emailsIn(link.replaceAll('%40', '@')).next().done) yield atPointer(document, pointer, messageOf('e-mail address in this link'));
      }
    }
  },
} satisfies Rule as Rule;

const messageOf = (kind: string): string => `Unexpected ${kind}, expected none in what is published`;
