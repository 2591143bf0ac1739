import { atPointer, type Rule } from '../rule.ts';

export default {
  id: 'resource-captions-fit',
  severity: 'warning',
  summary: 'Captions are said of what has sound, and of nothing else.',
  why: 'A reading with `captions: true` is a slip in the kind or in the captions, and the page would show either.',
  remedy: 'Leave `captions` out, or write `null`, where there is nothing to hear; correct the kind where there is.',
  path: 'credentials/wait-time.md',
  good: `    kind: video
    minutes: 4`,
  bad: `    kind: reading
    minutes: 4`,
  *find({ credentials }) {
    for (const { document, value } of credentials.values()) {
      for (const [at, { kind, captions }] of value.resources.entries()) {
        if ((kind === 'reading' || kind === 'template') && typeof captions === 'boolean') yield atPointer(document, `/resources/${at}/captions`, `Unexpected captions of a ${kind}, expected none`);
      }
    }
  },
} satisfies Rule as Rule;
