import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../catalog.ts';
import { lint } from '../lint.ts';
import { file, smallestAttachment, smallestCatalog, smallestSubmission } from '../../testing/smallest.ts';
import { claimPath, lintSubmission } from './lint-submission.ts';

const today = '2026-11-22';
const { path, text: good } = smallestSubmission();
const { catalog } = loadCatalog(smallestCatalog());
const issuer = catalog.issuer!.value;
const release = catalog.releases.get('wait-time/1.0.0')!.value;
const beside = new Map([[smallestAttachment.path.split('/').at(-1)!, new TextEncoder().encode(smallestAttachment.text)]]);
const HIDDEN = String.fromCodePoint(0x202e);

/** Submissions of every kind that a page may meet, by what is wrong with each. */
const KINDS: Readonly<Record<string, string>> = {
  nothing: good,
  'no front matter': 'Hello',
  'front matter without an end': good.replace('\n---\n\n## Your', '\n\n## Your'),
  'a language of its own': good.replace('---', '---js'),
  'YAML that does not parse': good.replace('visibility: public', 'visibility: [public'),
  'a field that is not known': good.replace('visibility:', 'visible:'),
  'an unknown release': good.replace(release.digest, `sha256-${'0'.repeat(64)}`),
  'another credential': good.replace('credential: wait-time', 'credential: waiting'),
  'no consent': good.replace('public-consent: true', 'public-consent: false'),
  'a private wish in a public programme': good.replace('visibility: public', 'visibility: private'),
  'a statement that is not made': good.replace('own-work: true', 'own-work: false'),
  'a misspelt requirement': good.replace('  clip:\n', '  klip:\n'),
  'a link without https': good.replace('https://files', 'http://files'),
  'a choice where there is none': good.replace('evidence:\n', 'choices: { clip: film }\nevidence:\n'),
  'a part too short': good.replace(/Counting to three[\s\S]*/, 'Too short.\n'),
  'a part that is missing': good.replace('## Reflection', '### Reflection'),
  'a part twice': `${good}\n## Reflection\n\nAgain.\n`,
  'an e-mail address': good.replace('Counting', 'Write to ana.silva@school.org. Counting'),
  'an address in a link': good.replace('clip.mp4', 'clip.mp4?owner=ana.silva@school.org'),
  'HTML and a script': good.replace('Counting', '<img src=x onerror=alert(1)> Counting'),
  'an open comment': good.replace('Counting', '<!-- Counting'),
  'a dangerous link': good.replace('Counting', '[here](javascript:alert(1)) Counting'),
  'a link to a heading that is not there': good.replace('Counting', '[here](#nowhere) Counting'),
  'an image from elsewhere': good.replace('Counting', '![](https://files.example.org/a.png) Counting'),
  'hidden marks': good.replace('Counting', `Coun${HIDDEN}ting`),
  "a pupil's name": good.replace('Counting', 'My student Amelia Hartwell answered. Counting'),
  'a piece without its salt': good.replace(/      salt: .*\n/, ''),
  'a link into a network': good.replace('https://files.example.org', 'https://192.168.1.20'),
  'a file that is not there': good.replace('file: transcript.pdf', 'file: script.pdf'),
  'an alias': good.replace('evidence:', 'team: [&a ben, *a]\nevidence:'),
  'too much of it': `${good}${'word '.repeat(14_000)}`,
  'too much nesting': `${good}\n${'> '.repeat(60)}deep\n`,
};

const folder = claimPath('wait-time', 'example-teacher', 1);

describe('a submission linted by itself', () => {
  for (const [what, text] of Object.entries(KINDS)) {
    test(`with ${what} is told what the linter tells of it in its catalog`, () => {
      const whole = lint(smallestCatalog({ [path]: text }), { today }).diagnostics.filter((one) => one.path.startsWith(folder));
      expect(lintSubmission({ text, release, issuer, login: 'example-teacher', claim: 1, today, attachments: beside })).toEqual(whole);
      expect(whole.some((one) => one.path === path)).toBe(what !== 'nothing');
    });
  }

  test('is linted with the files beside it', () => {
    const large = new Uint8Array(2 * 1024 * 1024 + 1);
    const whole = lint([...smallestCatalog(), { path: `${folder}/board.png`, bytes: large }], { today }).diagnostics;
    const alone = lintSubmission({ text: good, release, issuer, login: 'example-teacher', claim: 1, today, attachments: new Map([...beside, ['board.png', large]]) });
    expect(alone).toEqual(whole.filter((one) => one.path.startsWith(folder)));
    expect(alone.map(({ rule }) => rule)).toContain('size');
  });

  test('is not blamed for what is wrong elsewhere in the catalog', () => {
    const elsewhere = lint([...smallestCatalog(), file('rubrics/Other.yaml', 'x: 1')], { today }).diagnostics;
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(lintSubmission({ text: good, release, issuer, login: 'example-teacher', claim: 1, today, attachments: beside })).toEqual([]);
  });
});
