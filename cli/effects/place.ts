import type { Git } from './git.ts';
import type { GitHub, Repository } from './github/github.ts';

/**
 * A repository in which claims are handed in and whose branch `register` keeps what was decided: the catalog's own in a
 * one-repository programme, else one of the private ones.
 */
export interface Place {
  readonly repository: Repository;
  /** The clone address. */
  readonly address: string;
  /** Git over its objects. */
  readonly git: Git;
  /** Whether these stand in a store of our own beside the clone, without files that no claim may hold. */
  readonly isApart?: boolean;
  readonly github: GitHub;
  /** The folder that `submissions/` stands in: the catalog's, or empty at the root of a private repository. */
  readonly folder: string;
  readonly isPrivate: boolean;
  /** Whether several teachers may push to it: all but a private repository of one teacher's own. */
  readonly isShared: boolean;
}

/** A path inside the place's folder as a path of the repository. */
export const inPlace = ({ folder }: Pick<Place, 'folder'>, path: string): string => (folder === '' ? path : `${folder}/${path}`);

/** A path of the repository as one inside the place's folder; null for what stands elsewhere. */
export const fromPlace = ({ folder }: Pick<Place, 'folder'>, path: string): string | null => (folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null);

/** A pull request as a person types it after a command: its number, with private submissions behind its repository. */
export const typedName = ({ repository, isPrivate }: Pick<Place, 'repository' | 'isPrivate'>, pull: number): string => (isPrivate ? `${repository.name}#${pull}` : String(pull));

/** `owner/name`, as GitHub writes it. */
export const nameOf = ({ repository }: Pick<Place, 'repository'>): string => `${repository.owner}/${repository.name}`;
