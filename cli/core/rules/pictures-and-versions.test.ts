import { describe, expect, it } from 'vitest';
import { file, smallestCatalog, smallestTexts } from '../../testing/smallest.ts';
import { loadCatalog } from '../catalog.ts';
import { lint } from '../lint.ts';
import { assembleRelease, releaseText, sealRelease } from '../release.ts';

const CREDENTIAL = 'credentials/wait-time.md';
const PICTURE = 'credentials/wait-time.svg';
const square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle r="3"/></svg>\n';
const described = smallestTexts[CREDENTIAL]!.replace('title: Wait time\n', 'title: Wait time\nart:\n  alt: A clock at three seconds.\n');
const catalogOf = (texts: Readonly<Record<string, string>>) => loadCatalog(Object.entries({ ...smallestTexts, ...texts }).map(([path, text]) => file(path, text))).catalog;
const faults = (texts: Readonly<Record<string, string>>): readonly string[] => {
  const release = assembleRelease(catalogOf(texts), 'wait-time');
  return lint(smallestCatalog({ ...texts, ...(release === null ? {} : { 'releases/wait-time/1.0.0.json': releaseText(sealRelease(release)) }) }), { today: '2026-11-22' }).diagnostics.filter(({ path }) => !path.startsWith('submissions/')).map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
};

describe('a badge picture', () => {
  it('stands beside its credential, and is frozen with it', () => {
    expect(faults({ [CREDENTIAL]: described, [PICTURE]: square })).toEqual([]);
    expect(assembleRelease(catalogOf({ [CREDENTIAL]: described, [PICTURE]: square }), 'wait-time')!.art).toEqual({ type: 'image/svg+xml', content: square });
    expect(assembleRelease(catalogOf({}), 'wait-time')).not.toHaveProperty('art');
  });

  it('is one, has a credential, is described, and holds shapes alone', () => {
    expect(faults({ [CREDENTIAL]: described, [PICTURE]: square, 'credentials/wait-time.png': 'x' }).join()).toContain('Unexpected second picture');
    expect(faults({ 'credentials/wait-times.svg': square }).join()).toContain('badge-picture credentials/wait-times.svg: Unexpected picture without a credential');
    expect(faults({ [PICTURE]: square }).join()).toContain(`badge-picture ${CREDENTIAL}: Unexpected picture ${PICTURE} that nobody describes`);
    expect(faults({ [CREDENTIAL]: described.replace('A clock at three seconds.', 'clock.svg'), [PICTURE]: square }).join()).toContain('file name in place of a description');
    expect(faults({ [CREDENTIAL]: described, [PICTURE]: square.replace('<circle', '<script/><circle') }).join()).toContain(`badge-picture ${PICTURE}: Unexpected <script>`);
  });

  it('cannot change under a version that is released', () => {
    const before = releaseText(sealRelease(assembleRelease(catalogOf({ [CREDENTIAL]: described, [PICTURE]: square }), 'wait-time')!));
    const now = { [CREDENTIAL]: described, [PICTURE]: square.replace('r="3"', 'r="2"'), 'releases/wait-time/1.0.0.json': before };
    expect(lint(smallestCatalog(now), { today: '2026-11-22' }).diagnostics.map(({ message }) => message).join()).toContain('Unexpected change of the badge picture under version 1.0.0');
  });
});

describe('versions', () => {
  const first = releaseText(sealRelease(assembleRelease(catalogOf({}), 'wait-time')!));
  const raised = smallestTexts[CREDENTIAL]!.replace('version: 1.0.0\nstatus', 'version: 1.10.0\nstatus').replace('changes:\n', 'changes:\n  - version: 1.10.0\n    date: 2026-11-23\n    note: Clearer.\n');
  it('that were released before are named by a release, and a release without any says nothing of it', () => {
    expect(assembleRelease(catalogOf({ 'releases/wait-time/1.0.0.json': first }), 'wait-time')).not.toHaveProperty('earlier');
    expect(assembleRelease(catalogOf({ [CREDENTIAL]: raised, 'releases/wait-time/1.0.0.json': first }), 'wait-time')!.earlier).toEqual(['1.0.0']);
  });

  it('do not make a released one old when an earlier one comes late', () => {
    const release = assembleRelease(catalogOf({ [CREDENTIAL]: raised }), 'wait-time')!;
    const files = smallestCatalog({ [CREDENTIAL]: raised, 'releases/wait-time/1.0.0.json': first, 'releases/wait-time/1.10.0.json': releaseText(sealRelease(release)) });
    expect(lint(files, { today: '2026-11-23' }).diagnostics.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});

describe('a translation', () => {
  const naming = (translation: string): Record<string, string> => ({ [CREDENTIAL]: smallestTexts[CREDENTIAL]!.replace('competency: teaching', `translations: [${translation}]\ncompetency: teaching`) });
  const other = smallestTexts[CREDENTIAL]!.replace('title: Wait time\n', 'title: Tiempo de espera\nlanguage: es\n').replace('status: active', 'status: draft');
  it.each([
    ['{ credential: tiempo, version: 1.0.0, language: es }', ''],
    ['{ credential: tiempo, version: 1.0.0, language: fr }', 'Unexpected language fr, expected that of tiempo'],
    ['{ credential: tiempo, version: 2.0.0, language: es }', 'Unexpected version 2.0.0, expected one that tiempo has'],
    ['{ credential: tiempos, version: 1.0.0, language: es }', 'Unexpected credential "tiempos"'],
  ])('is looked for: %s', (translation, word) => {
    const found = faults({ ...naming(translation), 'credentials/tiempo.md': other }).filter((fault) => fault.startsWith('translation-known'));
    if (word === '') expect(found).toEqual([]);
    else expect(found.join()).toContain(word);
  });
});
