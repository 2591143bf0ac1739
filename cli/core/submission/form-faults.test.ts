import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../catalog.ts';
import { smallestAttachment, smallestCatalog, smallestSubmission } from '../../testing/smallest.ts';
import { decomposeSubmission } from './decompose.ts';
import { emptyForm } from './fixture.ts';
import { formFaults, type FormFault } from './form-faults.ts';
import type { SubmissionForm } from './form.ts';

const { catalog } = loadCatalog(smallestCatalog());
const issuer = catalog.issuer!.value;
const release = catalog.releases.get('wait-time/1.0.0')!.value;
const faultsOf = (form: SubmissionForm, attachments?: ReadonlyMap<string, Uint8Array>): readonly FormFault[] => formFaults({ form, release, issuer, login: 'ana', claim: 1, today: '2026-11-22', ...(attachments === undefined ? {} : { attachments }) });
const whole = (decomposeSubmission(smallestSubmission().text, release) as { readonly form: SubmissionForm }).form;
const fieldsOf = (form: SubmissionForm): readonly (string | null)[] => faultsOf(form).map(({ field }) => field);

describe('the faults of a form', () => {
  test('are none where everything is there', () => expect(faultsOf(whole)).toEqual([]));

  test('name every field of an empty one, each once', () => {
    expect(fieldsOf(emptyForm)).toEqual(['written-setting', 'evidence-clip', 'written-reflection', 'attestation-own-work', 'attestation-team-named', 'attestation-names-removed', 'attestation-consent-on-file', 'attestation-public-consent']);
  });

  test('stand at the part that the linter speaks of, also while another field is wrong in itself', () => {
    const form = { ...whole, school: '!?', written: { ...whole.written, reflection: 'Write to ana.silva@school.org about it.' } };
    const found = faultsOf(form);
    expect(new Set(found.map(({ field }) => field))).toEqual(new Set(['school', 'written-reflection']));
    expect(found.map(({ message }) => message).join(' ')).toMatch(/8 words under "Reflection", expected 20 to 200.*e-mail address/);
  });

  test('stand at the piece that is incomplete', () => {
    const [piece] = whole.evidence['clip']!;
    const { sha256: _digest, ...linkAlone } = piece!;
    for (const wrong of [{ ...piece!, link: 'http://x.org' }, { ...piece!, link: 'https://' }, linkAlone, { media: 'video/mp4' }, { ...piece!, media: '' }, { media: 'image/png', file: '../board.png' }]) {
      expect(fieldsOf({ ...whole, evidence: { clip: [wrong] } }), JSON.stringify(wrong)).toEqual(['evidence-clip-0']);
    }
  });

  test('warn of a school that is almost one that the programme knows, and of no other', () => {
    const warned = (school: string): readonly FormFault[] => formFaults({ form: { ...whole, school }, release, issuer, login: 'ana', claim: 1, today: '2026-11-22', schools: ['northside-elementary'] });
    expect(warned('northside-elementry')).toEqual([{ field: 'school', severity: 'warning', message: expect.stringContaining('expected northside-elementary if that is meant. If it is another school, leave it.') }]);
    for (const school of ['', 'Northside Elementary', 'tarn-hill']) expect(warned(school)).toEqual([]);
  });

  test('name no pupil of a roster, and stand where the name does', () => {
    const named = { ...whole, written: { ...whole.written, reflection: `${whole.written['reflection']!} Then Jonte Quill spoke.` } };
    const found = (roster: readonly string[]): readonly FormFault[] => formFaults({ form: named, release, issuer, login: 'ana', claim: 1, today: '2026-11-22', roster });
    expect(found([])).toEqual([]);
    expect(found(['Quill, Jonte'])).toEqual([{ field: 'written-reflection', severity: 'error', message: expect.stringContaining('full name of your roster') }]);
  });

  test('stand at the team that is not one', () => expect(fieldsOf({ ...whole, team: ['Tomas Reyes'] })).toEqual(['team']));

  test('name the part whose text would break the file, and still look at the others', () => {
    const form = { ...whole, written: { setting: `${whole.written['setting']!}\n\n## Reflection\n\nMore.`, reflection: 'Too short.' } };
    expect(fieldsOf(form)).toEqual(['written-setting', 'written-reflection']);
  });

  test('stand at the piece whose file beside the submission is not what its name says', () => {
    expect(faultsOf(whole, new Map([['transcript.pdf', new TextEncoder().encode(smallestAttachment.text)]]))).toEqual([]);
    const found = faultsOf(whole, new Map([['transcript.pdf', new TextEncoder().encode('plain text')]]));
    expect(found.map(({ field, severity }) => [field, severity])).toEqual([['evidence-clip-1', 'error']]);
  });
});
