import type { Place, Scene } from './scene.ts';
import { createVisitor, type Seen, type Visitor } from './visitor.ts';

/** A visitor, signed in as one of the people if a login is given. */
export async function visitor(scene: Scene, login: string | null = null): Promise<Visitor> {
  const made = createVisitor(scene.practice.url);
  if (login !== null) await made.signIn(login);
  return made;
}

/** The page of a repository. */
export const home = ({ owner, repo }: Place): string => `/${owner}/${repo}`;

/** The text of a file at a branch. */
export const textAt = async (scene: Scene, place: Place, path: string, ref: string): Promise<string> => {
  const { data } = await scene.as('lead').repos.getContent({ ...place, path, ref, mediaType: { format: 'raw' } });
  return Buffer.from((data as unknown as { readonly content: string }).content, 'base64').toString('utf8');
};

/** The lead commits a file to the default branch. */
export async function commitFile(scene: Scene, place: Place, path: string, text: string): Promise<void> {
  await scene.as('lead').repos.createOrUpdateFileContents({ ...place, path, message: `Write ${path}`, content: Buffer.from(text).toString('base64') });
}

/** Proposes a file as somebody without write access does; gives the page that compares. */
export async function propose(who: Visitor, place: Place, filename: string, value = 'Mine\n'): Promise<Seen> {
  const page = await who.open(`${home(place)}/new/main?filename=${encodeURIComponent(filename)}&value=${encodeURIComponent(value)}`);
  return who.press(page, 'Propose new file');
}
