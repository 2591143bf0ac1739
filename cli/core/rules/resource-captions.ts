import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'resource-captions',
  severity: 'warning',
  summary: 'Videos and recordings have captions or a transcript.',
  why: 'Teachers who do not hear, or who learn where sound is not possible, are shut out otherwise.',
  remedy: 'Choose one with captions and say `captions: true`, or name another resource for the same thing.',
  path: 'credentials/wait-time.md',
  good: 'captions: true',
  bad: 'captions: false',
  *find({ credentials }) {
    for (const { document, value } of credentials.values()) {
      for (const [at, { title, kind, captions }] of value.resources.entries()) {
        if ((kind === 'video' || kind === 'audio') && captions !== true) yield atPointer(document, captions === undefined ? `/resources/${at}/title` : `/resources/${at}/captions`, `Unexpected ${kind} "${title}" without captions, expected \`captions: true\``);
      }
    }
  },
} satisfies Rule as Rule;
