import type { Catalog } from '../../core/catalog.ts';
import { isMeant } from '../../core/desk/form-names.ts';
import type { IssueForm } from '../../core/desk/issue-form.ts';
import { parseDocument } from '../../core/document.ts';
import type { ReleaseFile } from '../../core/model.generated.ts';
import { claimFolder } from '../claim-branch.ts';
import { inPlace, type Place } from '../place.ts';
import { listFiles, readFolder } from '../tree.ts';

/** A claim that the branch of an issue holds already. */
export interface BegunClaim {
  readonly folder: string;
  readonly text: string;
  readonly started: ReleaseFile;
}

type Source = Pick<Place, 'git' | 'folder'>;

/**
 * The claim on an issue's branch that its form still means, under the id and the release that it began under: what the programme
 * has renamed, retitled or retired since changes nothing for who is midway.
 */
export async function begunClaim(place: Source, catalog: Catalog, { head, main, login, form }: { readonly head: string; readonly main: string; readonly login: string; readonly form: Pick<IssueForm, 'credential' | 'claim'> }): Promise<BegunClaim | null> {
  const base = await place.git.text(['merge-base', head, main]);
  const found: BegunClaim[] = [];
  const submissions = inPlace(place, 'submissions');
  for (const { path } of await listFiles(place.git, head, submissions)) {
    const [id = '', whose, claim, file, ...more] = path.slice(submissions.length + 1).split('/');
    if (whose !== login || claim !== String(form.claim) || file !== 'submission.md' || more.length > 0) continue;
    const folder = claimFolder(place, id, login, form.claim);
    const text = await textAt(place, head, folder);
    const started = text === null ? null : startedUnder(catalog, id, text);
    if (text === null || started === null || !isMeant(form.credential, started, catalog)) continue;
    // Beside what the branch brings stands what was merged long before, such as a claim under a former id.
    if ((await textAt(place, base, folder)) === null) return { folder, text, started };
    found.push({ folder, text, started });
  }
  return found[0] ?? null;
}

function startedUnder({ releases }: Catalog, id: string, text: string): ReleaseFile | null {
  const { release } = (parseDocument({ path: 'submissions/submission.md', bytes: new TextEncoder().encode(text) }).value ?? {}) as { readonly release?: string };
  return [...releases.values()].find(({ value }) => value.digest === release && value.release.id === id)?.value ?? null;
}

/** The submission.md in a folder at a commit. */
export async function textAt({ git }: Pick<Place, 'git'>, commit: string, folder: string): Promise<string | null> {
  const file = (await readFolder(git, commit, folder, (path) => path === 'submission.md'))[0];
  return file === undefined ? null : new TextDecoder().decode(file.bytes);
}
