import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { certificateOf } from './certificate.ts';
import { facts, type BadgeFacts } from './facts.ts';
import { at, award, signedBadge } from './fixture.ts';
import type { JsonObject } from './json.ts';
import { qrOf } from './qr.ts';

const said = facts((await signedBadge()) as unknown as JsonObject);

describe('a certificate', () => {
  it('says what the badge says, and leads to its page', () => {
    expect(certificateOf(said)).toEqual({
      title: 'Checking for understanding', language: 'en', statement: 'Checks what every learner has understood while the lesson runs, and changes what happens next.', issuer: 'Marlow Valley School District',
      lines: [
        { name: 'Issued by', text: 'Marlow Valley School District', below: award.issuer.id },
        { name: 'Assessed by', text: 'Fell County Education Service', below: 'https://assessment.fell-county.example' },
        { name: 'Earner', text: award.earner, below: 'A code and not a name. To know whose it is, ask the issuer together with them.' },
        { name: 'Awarded', text: 'November 22, 2026', below: null },
        { name: 'Valid until', text: 'November 22, 2031', below: null },
        { name: 'Certifies', text: 'Version 1.0.0 of this credential', below: at.criteria('checking-for-understanding', '1.0.0') },
        { name: 'Badge', text: award.serial, below: null },
      ],
      reached: [{ criterion: 'Checks reach every learner', level: 'Proficient' }, { criterion: 'The lesson changes', level: 'Developing' }, { criterion: 'يتحقق من الفهم', level: 'Proficient' }],
      more: 0, address: at.badgePage(award.serial), awarded: award.awarded,
    });
  });

  it('says no evidence and no address of a person, whatever else the badge holds', () => {
    const text = JSON.stringify(certificateOf({ ...said, named: [{ kind: 'emailAddress', value: 'maya@school.example' }] }));
    for (const unsaid of ['plan.pdf', award.issuer.email, 'maya@school.example']) expect(text).not.toContain(unsaid);
  });

  it('bears the name that the badge bears, above the code, and says of a hashed address that it is there', () => {
    const earner = (named: BadgeFacts['named']): object | undefined => certificateOf({ ...said, named }).lines.find(({ name }) => name === 'Earner');
    expect(earner([{ kind: 'name', value: 'Maya Okafor' }])).toEqual({ name: 'Earner', text: 'Maya Okafor', below: award.earner });
    expect(earner([{ kind: 'emailAddress', value: null }])).toEqual({ name: 'Earner', text: award.earner, below: 'A code and not a name. The badge also holds a hash of their address: who knows it can compare.' });
  });

  it('of a badge that others issued leads to that badge, and stays on one page whatever they wrote', () => {
    const long = certificateOf({ ...said, id: 'https://elsewhere.example/c/1', name: 'x\n'.repeat(900), description: 'y '.repeat(4000), validUntil: null, earner: null, issuer: { id: 'did:web:elsewhere.example', name: null, url: null }, results: Array.from({ length: 40 }, (_, nth) => ({ criterion: `${nth} ${'z'.repeat(400)}`, level: 'w'.repeat(300), required: null })), assessedBy: null, achievement: { ...said.achievement, version: null, criteria: null } });
    expect(long).toMatchObject({ address: 'https://elsewhere.example/c/1', more: 32, reached: { length: 8 } });
    expect(long.lines.map(({ name, text }) => [name, text])).toEqual([['Issued by', 'did:web:elsewhere.example'], ['Earner', 'Named in the badge by a digest of their address'], ['Awarded', 'November 22, 2026'], ['Valid until', 'Without end'], ['Badge', 'https://elsewhere.example/c/1']]);
    expect(JSON.stringify(long).length).toBeLessThan(2500);
  });
});

describe('the code on a certificate', () => {
  it('is read as the address that it was made of', () => {
    const address = at.badgePage(award.serial);
    const { size, path } = qrOf(address);
    const [scale, quiet] = [6, 4];
    const side = (size + quiet * 2) * scale;
    const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
      for (let row = 0; row < scale; row += 1) for (let column = 0; column < Number(width) * scale; column += 1) pixels.fill(0, (((Number(y) + quiet) * scale + row) * side + (Number(x) + quiet) * scale + column) * 4, (((Number(y) + quiet) * scale + row) * side + (Number(x) + quiet) * scale + column) * 4 + 3);
    }
    expect(decodeQR({ width: side, height: side, data: pixels })).toBe(address);
    expect(qrOf(address)).toEqual({ size, path });
  });
});
