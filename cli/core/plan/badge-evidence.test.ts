import { describe, expect, it } from 'vitest';
import { award, release } from '../badge/fixture.ts';
import { badgeEvidence } from './badge-evidence.ts';

const file = { digest: award.release, release };
const piece = { link: 'https://files.example.org/plan.pdf', media: 'application/pdf', bytes: 3, salt: 'c2FsdHNhbHRzYWx0c2FsdA', sha256: '0'.repeat(64) };
const beside = { file: 'board.png', media: 'image/png' };

describe('what a badge links to', () => {
  it('is nothing, unless the earner asked for it', () => {
    for (const consent of [undefined, false]) expect(badgeEvidence({ evidence: { plan: [piece] }, ...(consent === undefined ? {} : { 'evidence-in-badge': consent }) }, file)).toEqual([]);
  });

  it('is each piece that was handed in by its link, once, and no file that lies beside the submission', () => {
    expect(badgeEvidence({ 'evidence-in-badge': true, evidence: { plan: [piece, beside, piece], elsewhere: [piece] } }, file)).toEqual([{ requirement: 'plan', form: 'document', link: piece.link }]);
  });

  it('is in the form that the earner chose, where there was a choice', () => {
    const [, plan] = release.evidence.requirements;
    const { form: _, ...open } = plan!;
    const choice = { ...release, evidence: { requirements: [{ ...open, oneOf: [{ id: 'clip', title: 'A clip', form: 'video', prompt: 'x' }] }] } } as unknown as typeof release;
    expect(badgeEvidence({ 'evidence-in-badge': true, choices: { plan: 'clip' }, evidence: { plan: [piece] } }, { digest: award.release, release: choice })).toMatchObject([{ form: 'video' }]);
    expect(badgeEvidence({ 'evidence-in-badge': true, evidence: { plan: [piece] } }, { digest: award.release, release: choice })).toEqual([]);
  });
});
