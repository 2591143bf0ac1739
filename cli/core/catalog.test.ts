import { describe, expect, it } from 'vitest';
import { file, smallestCatalog, smallestTexts } from '../testing/smallest.ts';
import { loadCatalog } from './catalog.ts';
import { isSource } from './source-path.ts';
import { lint } from './lint.ts';

const today = '2026-11-22';
const found = (files: ReturnType<typeof smallestCatalog>) => lint(files, { today }).diagnostics.map(({ path, rule }) => `${path} ${rule}`);

describe('a catalog', () => {
  it('holds every valid file by its id', () => {
    const { catalog, files } = loadCatalog(smallestCatalog());
    expect(files).toBe(14);
    expect([...catalog.rubrics.keys()]).toEqual(['wait-time']);
    expect([...catalog.releases.keys()]).toEqual(['wait-time/1.0.0']);
    expect([...catalog.submissions.values()]).toMatchObject([{ id: 'wait-time/example-teacher/1', folder: 'submissions/wait-time/example-teacher/1', login: 'example-teacher', claim: 1 }]);
  });

  it('is the same in whatever order its files come', () => {
    const files = smallestCatalog({ 'rubrics/a.yaml': 'x', 'evidence/b.yaml': 'levels: 1', 'stray.txt': '' });
    expect(lint([...files].reverse(), { today })).toMatchObject({ diagnostics: lint(files, { today }).diagnostics });
  });

  it('shows the faults of every file, whatever is wrong with another', () => {
    const faults = found(
      smallestCatalog({
        'issuer.yaml': 'a: &x 1',
        'rubrics/broken.yaml': '[',
        'rubrics/wrong.yaml': 'levels: 1',
        'evidence/wait-time.yaml': smallestTexts['evidence/wait-time.yaml']!.replace('[3, 5]', '[5, 3]'),
        'credentials/no-fence.md': 'text',
        'notes.txt': 'x',
      }),
    );
    expect(faults).toEqual(expect.arrayContaining(['issuer.yaml yaml', 'rubrics/broken.yaml yaml', 'rubrics/wrong.yaml schema', 'evidence/wait-time.yaml range-ordered', 'credentials/no-fence.md front-matter', 'notes.txt file-name']));
  });

  it('does not call a broken file a missing one', () => {
    expect(found(smallestCatalog({ 'rubrics/wait-time.yaml': 'levels: [' }))).toEqual(['rubrics/wait-time.yaml yaml']);
    expect(found(smallestCatalog({ 'competencies/teaching.yaml': 'title: 1' })).filter((line) => !line.endsWith('schema'))).toEqual([]);
    expect(found(smallestCatalog({ 'releases/wait-time/1.0.0.json': '{' }))).toEqual(['releases/wait-time/1.0.0.json json']);
    expect(found(smallestCatalog({ 'issuer.yaml': '' }))).toEqual(['issuer.yaml schema']);
  });

  it('does not call unused what a broken credential may use', () => {
    expect(found(smallestCatalog({ 'credentials/wait-time.md': '---\n[\n---\n' }))).toEqual(['credentials/wait-time.md yaml']);
  });

  it.each([
    ['rubrics/Wait-Time.yaml', 'rubrics/wait-time.yaml:'],
    ['rubrics/wait_time.yaml', 'rubrics/wait-time.yaml:'],
    ['rubrics/wait-time.yml', 'rubrics/wait-time.yaml:'],
    ['rubrics/\u00C9coute  active!.yaml', 'rubrics/ecoute-active.yaml:'],
    ['rubrics/-.yaml', 'rubrics/a-name.yaml'],
    ['credentials/wait-time.yaml', 'credentials/wait-time.md:'],
    ['credentials/Wait Time.svg', 'credentials/wait-time.svg:'],
    ['Wait Time.md', 'credentials/wait-time.md:'],
    ['Credential/wait-time.md', 'credentials/wait-time.md:'],
    ['rubric/wait-time.yaml', 'rubrics/wait-time.yaml:'],
    ['notes.yaml', 'rubrics/'],
    ['rubrics/old/wait-time.yaml', 'rubrics/a-name.yaml'],
    ['releases/wait-time/1.0.json', 'releases/'],
    ['submissions/wait-time/tess/submission.md', 'submissions/'],
    ['submissions/wait-time/tess/0/submission.md', 'submissions/'],
  ])('refuses a file that stands where none is read: %s', (path, expected) => {
    const [diagnostic] = loadCatalog([file(path, '')]).diagnostics;
    expect(diagnostic).toMatchObject({ path, line: 1, column: 1, rule: 'file-name' });
    expect(diagnostic?.message).toContain(expected);
  });

  it('lets attachments, READMEs and hidden files be', () => {
    expect(found(smallestCatalog({ 'rubrics/README.md': 'x', '.DS_Store': 'x', 'rubrics/.draft.yaml.swp': 'x' }))).toEqual([]);
    expect(isSource('a/.git/config')).toBe(false);
  });
});
