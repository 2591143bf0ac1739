import { describe, expect, it } from 'vitest';
import { smallestAttachment, smallestCatalog, smallestSubmission, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { lint } from '../lint.ts';

const CREDENTIAL = 'credentials/wait-time.md';
const RUBRIC = 'rubrics/wait-time.yaml';
const SUBMISSION = smallestSubmission().path;
const today = '2026-11-22';

// The rules that have something to say of a file, with its schema's fault and changes besides.
function said(path: string, fault: readonly [from: string, to: string], ...changes: readonly (readonly [from: string, to: string])[]): readonly string[] {
  const before = new TextDecoder().decode(smallestCatalog().find((file) => file.path === path)!.bytes);
  const text = [fault, ...changes].reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  }, before);
  return lint(smallestCatalog({ [path]: text }), { today }).diagnostics.filter((diagnostic) => diagnostic.path === path).map(({ rule }) => rule);
}

describe('a fault of the fields', () => {
  const fields = ['hours: 5', 'hours: ten'] as const;
  const line = (words: string): readonly [string, string] => ['Count silently to three.', words];

  it.each<readonly [string, readonly [string, string]]>([
    ['heading-order', ['### Ask, then wait', '#### Ask, then wait']],
    ['heading-once', ['### Ask, then wait', '### Ask, then wait\n\nCount.\n\n### Ask, then wait']],
    ['sections-in-order', ['## Method', '## Methods']],
    ['link-resolves', line('See [the page](http://example.org/x).')],
    ['link-text', line('See [here](https://example.org/x).')],
    ['link-defined', line('See [the page][nowhere].')],
    ['link-hides-address', line('See [example.org](https://example.net).')],
    ['no-raw-html', line('Count <b>silently</b>.')],
    ['image-described', line('![](clock.png)')],
    ['no-personal-address', line('Write to ana@school.org.')],
    ['no-birth-date', line('She was born on 2014-03-05.')],
    ['no-student-number', line('Student ID 4711820.')],
    ['no-hidden-text', line('Count\u200B silently.')],
    ['no-hidden-text', ['title: Wait time', 'title: "Wait\\u200B time"']],
    ['mixed-script-words', line('Count to thr\u0435e.')],
    ['nothing-left-to-write', ['monday: Count to three after your first question.', 'monday: <What to try>']],
  ])('hides nothing that %s finds in a credential', (rule, change) => expect(said(CREDENTIAL, fields, change)).toEqual(expect.arrayContaining(['schema', rule])));

  it.each([
    ['no-personal-address', 'Write to ana@school.org.'],
    ['no-student-number', 'Student ID 4711820.'],
    ['mixed-script-words', 'Answers come from th\u0435 first.'],
  ])('hides nothing that %s finds in a rubric', (rule, words) => expect(said(RUBRIC, ['passing: proficient', 'pasing: proficient'], ['Answers come from volunteers.', words])).toEqual(expect.arrayContaining(['schema', rule])));

  it.each([
    ['no-personal-address', 'Write to ana@school.org.'],
    ['no-pupil-name', 'A boy called Jonte spoke.'],
    ['link-resolves', 'See [the page](http://example.org/x).'],
  ])('hides nothing that %s finds in what is handed in', (rule, words) => {
    for (const path of [SUBMISSION, 'anchors/wait-time/first/submission.md']) expect(said(path, ['visibility: public', 'visibility: everybody'], ['Counting to three felt long at first.', words])).toEqual(expect.arrayContaining(['schema', rule]));
  });

  it('hides nothing in the files beside a submission', () => {
    for (const folder of ['anchors/wait-time/first', SUBMISSION.replace('/submission.md', '')]) {
      const files = smallestCatalog({ [`${folder}/submission.md`]: smallestSubmission().text.replace('visibility: public', 'visibility: everybody'), [`${folder}/answers.md`]: 'Write to ana@school.org.\nThat\u200B is all.\n' });
      expect(lint(files, { today }).diagnostics.filter(({ path }) => path === `${folder}/answers.md`).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['no-personal-address', 'no-hidden-text']));
      const named = smallestCatalog({ [`${folder}/submission.md`]: smallestSubmission().text.replace('visibility: public', 'visibility: everybody'), [`${folder}/JonteBerg.pdf`]: smallestAttachment.text.replace('/Producer', '/Author (Kim) /Producer') });
      expect(lint(named, { today, roster: ['Jonte Berg'] }).diagnostics.filter(({ path }) => path === `${folder}/JonteBerg.pdf`).map(({ rule }) => rule)).toEqual(expect.arrayContaining(['attachment-metadata', 'file-name-personal']));
    }
  });

  it('leaves allowances as they are', () => {
    const words = 'See [here](https://example.org/x).';
    expect(said(CREDENTIAL, fields, line(`<!-- laurel-allow link-text until 2027-01-01: it is so -->\n${words}`))).toEqual(['schema']);
  });

  it('keeps what does not fit from whoever reads values', () => {
    const { catalog } = loadCatalog(smallestCatalog({ [CREDENTIAL]: smallestTexts[CREDENTIAL]!.replace(...fields), 'releases/wait-time/1.0.0.json': '{}' }));
    expect([...catalog.credentials.keys(), ...catalog.releases.keys()]).toEqual([]);
    expect(catalog.unfit.map(({ document }) => document.path)).toEqual([CREDENTIAL]);
  });
});
