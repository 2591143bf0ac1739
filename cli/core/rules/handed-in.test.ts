import { describe, expect, it } from 'vitest';
import { file, smallestAttachment, smallestCatalog, smallestSubmission, smallestTexts } from '../../testing/smallest.ts';
import { lint } from '../lint.ts';
import { disguisedHost, disguisedIn } from './look-alikes.ts';
import { linkFault } from '../privacy/public-link.ts';

const today = '2026-11-22';
const { path: SUBMISSION, text } = smallestSubmission();
const FOLDER = SUBMISSION.replace('/submission.md', '');
const PRIVATE = smallestTexts['issuer.yaml']!.replace('mode: one-repository', 'mode: private-submissions').replace('keys:', 'submissions:\n  owner: example\n  prefix: portfolio-\nkeys:');

interface Change {
  readonly good?: string;
  readonly bad?: string;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly roster?: readonly string[];
  readonly issuer?: string;
}

// What is said of the smallest submission with a change, apart from what is said of its anchor and release.
function said({ good = '', bad = '', files = {}, roster = [], issuer }: Change): readonly string[] {
  const changed = good === '' ? text : text.replace(good, () => bad);
  if (good !== '') expect(text).toContain(good);
  const base = smallestCatalog({ [SUBMISSION]: changed, ...(issuer === undefined ? {} : { 'issuer.yaml': issuer }) });
  const added = Object.entries(files).map(([name, content]) => (typeof content === 'string' ? file(`${FOLDER}/${name}`, content) : { path: `${FOLDER}/${name}`, bytes: content }));
  const { diagnostics } = lint([...base.filter(({ path }) => !added.some((other) => other.path === path)), ...added], { today, roster });
  return diagnostics.filter(({ path }) => path.startsWith('submissions/')).map(({ path, rule, severity }) => `${path.slice(FOLDER.length + 1)} ${rule} ${severity}`);
}

const reflection = (words: string): Pick<Change, 'good' | 'bad'> => ({ good: 'Counting to three felt long at first.', bad: words });
const piece = (lines: string): Pick<Change, 'good' | 'bad'> => ({ good: '    - file: transcript.pdf\n      media: application/pdf\n', bad: lines });

describe('a piece of evidence', () => {
  it.each([
    ['both forms at once', '    - file: transcript.pdf\n      media: application/pdf\n      link: https://files.example.org/a\n', 'evidence-piece-whole'],
    ['a link without its digest', '    - link: https://files.example.org/a\n      media: application/pdf\n', 'evidence-piece-whole'],
    ['neither', '    - media: application/pdf\n', 'evidence-piece-whole'],
    ['a file that is not there', '    - file: script.pdf\n      media: application/pdf\n', 'attachment-named'],
    ['a second file whose name differs by case alone', '    - file: transcript.pdf\n      media: application/pdf\n    - file: Transcript.PDF\n      media: application/pdf\n', 'attachment-names-differ'],
    ['a file whose name differs from submission.md by case alone', '    - file: Submission.md\n      media: text/markdown\n', 'attachment-names-differ'],
    ['a media type that is another', '    - file: transcript.pdf\n      media: image/png\n', 'attachment-type'],
  ])('is refused with %s', (_, lines, rule) => {
    expect(said(piece(lines))).toContain(`submission.md ${rule} error`);
  });

  it('may be named for two requirements: that is one file', () => {
    expect(said(piece('    - file: transcript.pdf\n      media: application/pdf\n    - file: transcript.pdf\n      media: application/pdf\n')).filter((line) => line.includes('differ'))).toEqual([]);
  });

  it('may be linked twice without any attached file', () => {
    expect(said({ ...piece('    - { link: "https://files.example.org/b", media: text/html, bytes: 1, salt: c2FsdHNhbHRzYWx0c2FsdA, sha256: 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f }\n') })).toEqual(['transcript.pdf attachment-named error']);
  });
});

describe('a link to evidence', () => {
  it.each([
    ['https://files.example.org/plan?usp=sharing', null],
    ['https://xn--mnchen-3ya.example/plan', null],
    ['https://8.8.8.8/plan', null],
    ['https://172.32.0.1/plan', null],
    ['https://drive.google.com/file/d/1AbC/view', null],
    ['http://files.example.org/plan', 'high'],
    ['file:///home/kim/plan.pdf', 'high'],
    ['https://kim:secret@files.example.org/plan', 'high'],
    ['https://localhost/plan', 'high'],
    ['https://localhost./plan', 'high'],
    ['https://fileserver/plan', 'high'],
    ['https://nas.local/plan', 'high'],
    ['https://share.internal/plan', 'high'],
    ['https://10.1.2.3/plan', 'high'],
    ['https://127.1/plan', 'high'],
    ['https://2130706433/plan', 'high'],
    ['https://0x0a000001/plan', 'high'],
    ['https://172.16.0.9/plan', 'high'],
    ['https://192.168.1.1/plan', 'high'],
    ['https://169.254.1.1/plan', 'high'],
    ['https://100.64.0.1/plan', 'high'],
    ['https://[::1]/plan', 'high'],
    ['https://[fd12::1]/plan', 'high'],
    ['https://[fe80::1]/plan', 'high'],
    ['https://[::ffff:10.0.0.1]/plan', 'high'],
    ['https://[2606:4700::1111]/plan', null],
    ['https://files.example.org/plan?X-Amz-Signature=0123456789abcdef', 'low'],
    ['not an address', 'high'],
  ])('%s', (address, expected) => {
    const fault = linkFault(address);
    expect(fault?.confidence ?? null).toBe(expected);
    if (fault !== null) expect(fault.message).toMatch(/^Unexpected .+, expected .+/);
  });

  it('is an error in the lint when it leads inside, and a warning with a key in it', () => {
    expect(said({ good: 'https://files.example.org/clip.mp4', bad: 'https://10.0.0.7/clip.mp4' })).toEqual(['submission.md evidence-link-public error']);
    expect(said({ good: 'https://files.example.org/clip.mp4', bad: 'https://files.example.org/clip.mp4?sig=abcdefgh12' })).toEqual(['submission.md evidence-link-public warning']);
  });
});

describe('a file in a claim folder', () => {
  it.each([
    ['one that no piece names', { 'notes.txt': 'Plain.' }, ['notes.txt attachment-named error']],
    ['a README, which is passed over elsewhere', { 'README.md': 'Plain.' }, ['README.md attachment-named error']],
    ['a hidden one', { '.notes.txt': 'Plain.' }, ['.notes.txt file-name error']],
    ['a name with a mark of writing direction', { 'plan\u202Efdp.txt': 'x' }, ['plan\u202Efdp.txt file-name error']],
    ['a name with blanks', { 'my plan.txt': 'x' }, ['my plan.txt file-name error']],
    ['a folder in it', { 'more/plan.txt': 'x' }, ['more/plan.txt file-name error']],
    ['a roster', { 'roster.csv': 'Jonte Berg' }, ['roster.csv file-name error']],
    ['SVG', { 'plan.svg': '<svg/>' }, ['plan.svg attachment-named error', 'plan.svg attachment-type error']],
    ['content that is another', { 'transcript.pdf': 'Plain.' }, ['transcript.pdf attachment-type error']],
    ['properties that name somebody', { 'transcript.pdf': smallestAttachment.text.replace('/Producer', '/Author (Kim) /Producer') }, ['transcript.pdf attachment-metadata error']],
    ['properties that cannot be read', { 'transcript.pdf': smallestAttachment.text.replace('/Info', '/Encrypt 2 0 R /Info') }, ['transcript.pdf attachment-metadata warning']],
    ['more than 2 MiB', { 'transcript.pdf': `%PDF-${'x'.repeat(2 * 1024 * 1024)}` }, ['transcript.pdf size error']],
  ])('is judged: %s', (_, files, expected) => {
    expect(said({ files: files as Readonly<Record<string, string>> })).toEqual(expected);
  });

  it('is counted with the others: 10 MiB together', () => {
    const part = `%PDF-${'x'.repeat(1_999_990)}`;
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`${name}.pdf`, part]));
    expect(said({ files })).toContain('submission.md size error');
  });

  it('belongs to a submission', () => {
    const files = [...smallestCatalog(), file('submissions/wait-time/example-teacher/2/plan.txt', 'x')];
    expect(lint(files, { today }).diagnostics.map(({ path, rule }) => `${path} ${rule}`)).toEqual(['submissions/wait-time/example-teacher/2/plan.txt file-name']);
  });

  it('is read for what is personal, and for its own place in it', () => {
    const files = { 'notes.txt': 'Plain.\nStudent ID 4711820, kim@school.org\nA boy called Jonte\u200B\n' };
    expect(said({ ...piece('    - file: notes.txt\n      media: text/plain\n    - file: transcript.pdf\n      media: application/pdf\n'), files }).filter((line) => !line.includes('submission-evidence'))).toEqual(['notes.txt no-personal-address error', 'notes.txt no-student-number error', 'notes.txt no-pupil-name error', 'notes.txt no-hidden-text error'].sort((a, b) => said({ files }).indexOf(a) - said({ files }).indexOf(b)));
  });
});

describe('an anchor', () => {
  const ANCHOR = 'anchors/wait-time/first';
  // What is said of the smallest anchor with other first words of its reflection, other lines for its attached file, or more files beside it.
  const ofAnchor = ({ words = 'Counting to three felt long at first.', lines = '    - file: transcript.pdf\n      media: application/pdf\n', files = {}, roster = [] }: { readonly words?: string; readonly lines?: string; readonly files?: Readonly<Record<string, string>>; readonly roster?: readonly string[] }): readonly string[] => {
    const changed = text.replace('Counting to three felt long at first.', () => words).replace('    - file: transcript.pdf\n      media: application/pdf\n', () => lines);
    const beside = Object.fromEntries(Object.entries(files).map(([name, content]) => [`${ANCHOR}/${name}`, content]));
    const { diagnostics } = lint(smallestCatalog({ [`${ANCHOR}/submission.md`]: changed, ...beside }), { today, roster });
    return diagnostics.filter(({ path }) => path.startsWith(ANCHOR)).map(({ path, rule }) => `${path.slice(ANCHOR.length + 1)} ${rule}`);
  };

  it('has no fault of its own', () => expect(ofAnchor({})).toEqual([]));

  it.each([
    ['no-personal-address', 'Write to kim@school.org.'],
    ['no-personal-address', 'Call +1 503 555 0142.'],
    ['no-hidden-text', 'Counting\u200B felt long.'],
    ['no-hidden-text', 'Counting&#x202E; felt long.'],
    ['no-birth-date', 'She was born on 2014-03-05.'],
    ['no-student-number', 'Student ID 4711820 spoke.'],
    ['no-pupil-name', 'A boy called Jonte spoke.'],
    ['mixed-script-words', 'Counting to thr\u0435e.'],
    ['mixed-script-words', 'See [the page](https://\u0430pple.example/x).'],
    ['no-raw-html', 'Counting <b>felt</b> long.'],
    ['link-resolves', 'See [the page](http://example.org/x).'],
    ['link-hides-address', 'See [example.org](https://example.net).'],
    ['link-defined', 'See [the page][nowhere].'],
    ['image-described', '![](clock.png)'],
  ])('is searched for %s: %j', (rule, words) => expect(ofAnchor({ words })).toContain(`submission.md ${rule}`));

  it('is searched in the files beside it, their names and its links', () => {
    const lines = '    - file: answers.md\n      media: text/markdown\n    - file: transcript.pdf\n      media: application/pdf\n';
    const found = ofAnchor({ lines, files: { 'answers.md': 'Write to kim@school.org, or 503-555-0142.\nA boy called Jonte\u200B, student ID 4711820, born on 2014-03-05, is thr\u0435e.\n' } });
    expect(found.filter((line) => line.startsWith('answers.md'))).toEqual(expect.arrayContaining(['no-personal-address', 'no-personal-address', 'no-hidden-text', 'no-pupil-name', 'no-student-number', 'no-birth-date', 'mixed-script-words'].map((rule) => `answers.md ${rule}`)));
    expect(ofAnchor({ lines: lines.replace('answers.md', 'JonteBerg.pdf').replace('text/markdown', 'application/pdf'), files: { 'JonteBerg.pdf': smallestAttachment.text.replace('/Producer', '/Author (Kim) /Producer') }, roster: ['Jonte Berg'] })).toEqual(expect.arrayContaining(['submission.md file-name-personal', 'JonteBerg.pdf attachment-metadata']));
    for (const [link, rule] of [['https://files.example.org/clip?by=kim%40school.org', 'no-personal-address'], ['https://10.0.0.7/clip', 'evidence-link-public']] as const) expect(ofAnchor({ lines: `    - { link: "${link}", media: text/html, bytes: 1, salt: c2FsdHNhbHRzYWx0c2FsdA, sha256: ${'0f'.repeat(32)} }\n` })).toContain(`submission.md ${rule}`);
  });
});

describe('what clearly identifies a pupil', () => {
  it('is never an error that the reader is told to leave', () => {
    const { diagnostics } = lint(smallestCatalog({ [smallestSubmission().path]: smallestSubmission().text.replace('Counting to three', 'A girl named Esperanza spoke, and my student Jonte. Counting to three') }), { today });
    expect(diagnostics.filter(({ rule }) => rule === 'no-pupil-name').map(({ severity, remedy }) => [severity, remedy.includes('leave it'), remedy.includes('the character Esperanza')])).toEqual([['error', false, true], ['warning', true, false]]);
  });

  it('is an error where everything is public, and a warning in a private repository; what is certain is an error in both', () => {
    for (const [words, open, closed] of [
      ['A boy called Jonte spoke.', 'error', 'warning'],
      ['My student Jonte spoke.', 'warning', 'warning'],
    ] as const) {
      expect(said(reflection(words))).toEqual([`submission.md no-pupil-name ${open}`]);
      expect(said({ ...reflection(words), issuer: PRIVATE })).toContain(`submission.md no-pupil-name ${closed}`);
    }
    for (const issuer of [undefined, PRIVATE]) expect(said({ ...reflection('Then Jonte Berg spoke.'), roster: ['Jonte Berg'], ...(issuer === undefined ? {} : { issuer }) })).toContain('submission.md no-pupil-name error');
    expect(said({ ...reflection('219-09-9999'), issuer: PRIVATE })).toContain('submission.md no-student-number warning');
    expect(said(reflection('219-09-9999'))).toEqual(['submission.md no-student-number error']);
  });

  it('is looked for in links and names of files too', () => {
    expect(said({ good: 'https://files.example.org/clip.mp4', bad: 'https://files.example.org/jonte-berg%20clip.mp4', roster: ['Jonte Berg'] })).toEqual(['submission.md no-pupil-name error']);
    expect(said({ ...piece('    - file: JonteBerg.pdf\n      media: application/pdf\n'), files: { 'JonteBerg.pdf': smallestAttachment.text }, roster: ['Jonte Berg'] })).toEqual(expect.arrayContaining(['submission.md file-name-personal error']));
  });
});

describe('letters of another script', () => {
  it.each([
    ['p\u0430ge', 'page'],
    ['\u0420\u0430ypal', 'Paypal'],
    ['s\u03BFlution', 'solution'],
  ])('are found in %j', (word, looks) => {
    expect([...disguisedIn(`Read the ${word} now.`)]).toMatchObject([{ offset: 9, looks }]);
  });

  it.each(['Читаем вместе, сор и око', 'Ένα μάθημα', 'Δt = 3 μs, αβ', 'Tシャツ を着る', '学生A さん', 'SMSка', 'Ünïcødé naïve façade', 'بازخورد و PDF', 'IT-специалист', 'x² + ε'])('are left alone in %j', (text) => {
    expect([...disguisedIn(text)]).toEqual([]);
  });

  it('make a host another one', () => {
    expect(disguisedHost('\u0430pple.example')).toBe('apple.example');
    expect(disguisedHost('\u0430\u0440\u0440\u04CF\u0435.example')).toBe('apple.example');
    expect(disguisedHost('пример.example')).toBe(null);
    expect(disguisedHost('münchen.example')).toBe(null);
    expect(disguisedHost('xn--pypal-4ve.com')).toBe('paypal.com');
    expect(disguisedHost('xn--mnchen-3ya.example')).toBe(null);
    expect(said(reflection('See [the page](https://xn--pypal-4ve.com/x).'))).toContain('submission.md mixed-script-words error');
    expect(said(reflection('See [the page](https://\u0430pple.example/x).'))).toContain('submission.md mixed-script-words error');
    expect(said(reflection('Counting to thr\u0435e.'))).toEqual(['submission.md mixed-script-words warning']);
  });
});

describe('the words of a link', () => {
  it.each([
    ['[www.example.org](https://example.org/page)', []],
    ['[https://example.org/a](https://example.org/b)', []],
    ['https://example.org/page', []],
    ['[plan.pdf](https://example.org/x)', []],
    ['[the plan of e.g. May](https://example.org/x)', []],
    ['[example.org](https://example.net)', ['submission.md link-hides-address error']],
    ['[https://example.org/login](https://example.net/login)', ['submission.md link-hides-address error']],
    ['[example.org][x]\n\n[x]: https://example.net\n\n', ['submission.md link-hides-address error']],
    ['[a page](https://example.org@example.net/)', ['submission.md link-hides-address error']],
  ])('%j', (words, expected) => {
    expect(said(reflection(words))).toEqual(expected);
  });
});
