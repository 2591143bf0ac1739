import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectText } from './inspect-text.ts';
import { parseRoster } from './roster.ts';

const roster = parseRoster('\uFEFFName,Id\n# Class 5b\nTarrow, José\nAna Maria Wexley;4711\n"O\'Brannigan","Will"\nLi\n\n');
const kinds = (text: string, names: readonly string[] = []): readonly string[] => [...inspectText(text, { roster: names })].map(({ kind, confidence }) => `${kind} ${confidence}`);

describe('a text is looked through for pupils', () => {
  it('reads a roster in any of the usual spellings', () => {
    expect(roster).toEqual(['Tarrow José', 'Ana Maria Wexley', "O'Brannigan Will", 'Li']);
  });

  it.each([
    ['Write to kim@school.k12.or.us', ['e-mail-address high']],
    ['Call (541) 555-0143', ['phone-number high']],
    ['Student ID: 4711820', ['student-number high']],
    ['pupil no. A-471182 did', ['student-number high']],
    ['her UPN H801200001001', ['student-number high']],
    ['the list H801200001001 says', ['student-number high']],
    ['the part H801200001002 fits', []],
    ['SSN 219-09-9999', ['student-number high']],
    ['219-09-9999', ['social-security-number low']],
    ['student number 12 and student ID 2024', []],
    ['students 24, 120 learners, pupils in grade 5', []],
    ['born on 12 May 2014', ['birth-date high']],
    ['DOB: 5/12/14', ['birth-date high']],
    ['Date of birth is 2014-05-12.', ['birth-date high']],
    ['Nightingale, born on 12 May 1820, and Hopper, born 9 December 1906', []],
    ['her birthday is May 12', ['birth-date low']],
    ['on 12 May 2014 we met', []],
    ['geb. 3.5.2014', ['birth-date high']],
    ['geboren am 3. Mai 2014', ['birth-date high']],
    ['Geburtsdatum: 03.05.2014', ['birth-date high']],
    ['née le 3/5/2014', ['birth-date high']],
    ['D.O.B. 03/05/14', ['birth-date high']],
    ['DOB 03/05/14', ['birth-date high']],
    ['born on 3 May 2014, and her brother was born on 3 May 2014', ['birth-date high', 'birth-date high']],
    ['DOB 03/05/14, 04/06/15 and 12 July 2014', ['birth-date high', 'birth-date high', 'birth-date high']],
    ['born 9 December 1906, 5 May 1907', []],
    ['geb. 9.12.1906; gebaut am 3.5.2014; stubborn on 3 May 2014', []],
    ['Her NHS number is 943 476 5919', ['student-number high']],
    ['NHS no: 9434765919', ['student-number high']],
    ['NHS number 943 476 5918', ['student-number low']],
    ['401 023 2137', ['student-number low']],
    ['401 023 2138', []],
    ['ULN 1234567899', ['student-number high']],
    ['unique learner number: 1234567890', ['student-number low']],
    ['UPN H801200001002', ['student-number low']],
    ['upn h801200001001', ['student-number high']],
    ['ISBN 0306406152, and 1234567899 alone', []],
    ['a boy called Jonte came', ['pupil-name low']],
    ['one of my pupils, named Åse, said', ['pupil-name low']],
    ['My student Jonte asked', ['possible-name low']],
    ['My students Monday group, our pupils English lesson, student Council', []],
    ['Student A and Student B; my student A', []],
    ['A child called I knew nothing', []],
    ['A student called Out loud; the child called Nobody by Odysseus', []],
    ['The character Esperanza tells of a house', []],
    ['Enrollment code 12-34-56; enrolment number 471182', ['student-number high']],
  ])('%j gives %j', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
    // Wherever it stands in a long text with other numbers in it.
    const filler = 'On 2026-01-01 the class of 24 wrote 3 lines (see page 1204) and read https://www.example.org/12345678/a.\n'.repeat(20);
    expect(kinds(`${filler}${text}\n${filler}`)).toEqual(expected);
  });

  it.each([
    ['Then José Tarrow spoke.', ['roster-name high']],
    ['then JOSE  TARROW spoke', ['roster-name high']],
    ['Tarrow, Jose', ['roster-name high']],
    ['ana_wexley', ['roster-name high']],
    ['Ana Maria Wexley', ['roster-name high']],
    ["Will O’Brannigan's answer", ['roster-name high']],
    ['José said', ['roster-word low']],
    ['We will see. Josefine and Tarrows', []],
    ['Will was right', ['roster-word low']],
    ['An analysis', []],
  ])('a roster finds in %j %j', (text, expected) => {
    expect(kinds(text, roster)).toEqual(expected);
  });

  it('says where, and never repeats the name', () => {
    const text = 'Then José Tarrow spoke; a boy called Jonte wrote to kim@school.org. Student ID 4711820, born on 12 May 2014.';
    const findings = [...inspectText(text, { roster })];
    expect(findings.map(({ offset }) => text.slice(offset).split(/[ ,]/)[0]).sort()).toEqual(['José', 'Jonte', 'Student', 'born', 'kim@school.org.'].sort());
    for (const { message, remedy } of findings) {
      expect(`${message} ${remedy}`).not.toMatch(/José|Tarrow|Jonte|kim@|4711820|2014/);
      expect(message).toMatch(/^Unexpected .+, expected .+/);
    }
  });

  const folders = ['catalog', join('cli', 'practice', 'story', 'work')];
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(md|yaml|json)$/.test(name)).map((name) => join(folder, name)));
  it.each(files)('finds nothing in %s, which names nobody', (path) => {
    const text = readFileSync(path, 'utf8');
    expect([...inspectText(text)].filter(({ kind }) => kind !== 'e-mail-address' || !path.endsWith('issuer.yaml'))).toEqual([]);
  });

  it('is total on any text, with places inside it', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.array(fc.constantFrom('student ', 'id ', 'born on ', '12', ' May ', '2014', 'José ', 'Tarrow', 'my pupil ', '@', '\u202E', 'called ', 'Ö', '\n', '-'), { maxLength: 60 }).map((parts) => parts.join('')));
    fc.assert(fc.property(text, (value) => {
      for (const { offset } of inspectText(value, { roster })) expect(offset! >= 0 && offset! <= value.length).toBe(true);
    }), { numRuns: 500 });
  });

  it('takes time that grows with the length alone', { timeout: 30_000 }, () => {
    for (const piece of ['1', '1-', '12-', 'a', 'student id ', 'student ', 'born on ', 'birthday is the ', 'my shy quiet student ', 'José ', 'A', ' ', 'pupil, called ', 'é']) {
      const started = performance.now();
      for (const _ of inspectText(piece.repeat(Math.ceil(400_000 / piece.length)), { roster }));
      expect(performance.now() - started, piece).toBeLessThan(4_000);
    }
  });
});
