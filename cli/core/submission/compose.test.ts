import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../catalog.ts';
import { smallestAttachment, smallestCatalog, smallestSubmission } from '../../testing/smallest.ts';
import { composeSubmission, composeWithPlaces, tidied } from './compose.ts';
import { decomposeSubmission } from './decompose.ts';
import { emptyForm } from './fixture.ts';
import type { SubmissionForm } from './form.ts';
import { lintSubmission } from './lint-submission.ts';
import { structureFault } from './structure.ts';

const { catalog } = loadCatalog(smallestCatalog());
const issuer = catalog.issuer!.value;
const release = catalog.releases.get('wait-time/1.0.0')!.value;
const back = (form: SubmissionForm): SubmissionForm | string => {
  const read = decomposeSubmission(composeSubmission(form, release), release);
  return typeof read === 'string' ? read : read.form;
};

describe('a composed submission', () => {
  test('has no fault where the form has none', () => {
    const read = decomposeSubmission(smallestSubmission().text, release);
    if (typeof read === 'string') throw new Error(read);
    expect(lintSubmission({ text: composeSubmission(read.form, release), release, issuer, login: 'ana', claim: 1, today: '2026-11-22', attachments: new Map([['transcript.pdf', new TextEncoder().encode(smallestAttachment.text)]]) })).toEqual([]);
    expect(back(read.form)).toEqual(read.form);
  });

  test('comes back as it was, whatever its values are', () => {
    const word = fc.oneof(fc.constantFrom('true', 'null', '010', '1e5', '-', '---', '#', '{}', ': x', "'", '"', 'yes', '0x1f', '', '\u2028', '*a', '&b', '!c'), fc.string(), fc.string({ unit: 'grapheme' }));
    const piece = fc.record({ link: word, media: word, salt: word, sha256: word, bytes: fc.nat() });
    const forms = fc.record({ school: word, team: fc.array(word, { maxLength: 3 }), clip: fc.array(piece, { minLength: 1, maxLength: 3 }), level: word, setting: word });
    fc.assert(fc.property(forms, ({ school, team, clip, level, setting }) => {
      const form: SubmissionForm = { ...emptyForm, ...(school === '' ? {} : { evidenceInBadge: true as const }), school, team, selfAssessment: { waits: level }, evidence: { clip }, written: { setting, reflection: 'Reflected.' } };
      const read = back(form);
      if (typeof read === 'string') throw new Error(read);
      expect({ ...read, written: {} }).toEqual({ ...form, written: {} });
      const shown = tidied(setting);
      if (structureFault(setting) === null && !shown.startsWith('<!--')) expect(read.written).toEqual({ setting: shown, reflection: 'Reflected.' });
    }), { numRuns: 300 });
  });

  test('knows for each line the field that it comes from', () => {
    const { text, fields } = composeWithPlaces({ ...emptyForm, school: 'northside', written: { setting: 'One.\n\nTwo.' } }, release);
    const lines = text.split('\n');
    const fieldOf = (line: string): string | null | undefined => fields[lines.indexOf(line)];
    expect([fieldOf('school: northside'), fieldOf('Two.'), fieldOf('  own-work: false'), fieldOf('## Your setting')]).toEqual(['school', 'written-setting', 'attestation-own-work', 'written-setting']);
  });
});

describe('a written part', () => {
  const BROKEN: Readonly<Record<string, string>> = {
    'a heading of its own': 'Before.\n\n## Reflection\n\nAfter.',
    'a line of hyphens below text': 'Before.\n---\nAfter.',
    'front matter': '---\ncredential: other\n---\n\nText.',
    'an open comment': 'Before.\n\n<!-- after',
    'an open block of code': 'Before.\n\n```\nAfter.',
    'an open script': 'Before.\n\n<script>\nalert(1)',
  };
  for (const [what, text] of Object.entries(BROKEN)) test(`with ${what} is told what would break`, () => expect(structureFault(text)).toMatch(/^Unexpected .* expected /));

  test('may hold smaller headings, rules, closed comments and closed code', () => {
    expect(structureFault('### Smaller\n\nText. <!-- a comment that its paragraph ends\n\n---\n\n<!-- a note -->\n\n```\n## code\n```')).toBeNull();
  });
});
