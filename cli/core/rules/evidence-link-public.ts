import { linkFault } from '../privacy/public-link.ts';
import { atPointer, type Rule } from '../rule.ts';
import { textsIn } from './authored.ts';
import { handedIn } from './submission-texts.ts';

export default {
  id: 'evidence-link-public',
  severity: 'error',
  summary: 'Links to evidence lead to a host that any assessor can reach, over https, without a password in the address.',
  why: "An address inside a school's network opens for nobody else; a password in an address is given to everyone who reads it. A key or signature in an address is a warning: such links open the file for whoever reads them, and most stop working before the assessor comes.",
  remedy: 'Put the file where assessors can open it with the link alone, and run `laurel attach` again.',
  path: 'submissions/wait-time/example-teacher/1/submission.md',
  good: 'https://files.example.org/clip.mp4',
  bad: 'https://192.168.1.20/clip.mp4',
  *find(catalog) {
    for (const { document, value } of handedIn(catalog)) {
      for (const [pointer, link] of textsIn(value.evidence, '/evidence')) {
        const fault = pointer.endsWith('/link') ? linkFault(link) : null;
        if (fault !== null) yield { ...atPointer(document, pointer, fault.message, fault.remedy), severity: fault.confidence === 'high' ? 'error' : 'warning' };
      }
    }
  },
} satisfies Rule as Rule;
