import { refusal, type Refusal } from '../refusal.ts';

/** A file name as typed into the name field, below the folder of the page. @throws 422 with a sentence for a name that no file may have. */
export function filePath(folder: string, typed: string): string {
  if (typed.trim() === '') throw refused('Type a name for the file.');
  if (typed.startsWith('/')) throw refused('The name of a file cannot begin with a slash: it is counted from the top of the repository.');
  const path = folder === '' ? typed : `${folder}/${typed}`;
  if (/[\p{Cc}\\]/u.test(path)) throw refused('The name of a file cannot hold control characters or backslashes.');
  for (const part of path.split('/')) {
    if (part.trim() === '') throw refused('The name of a file cannot hold an empty folder name.');
    if (part === '.' || part === '..') throw refused(`The name of a file cannot hold "${part}".`);
    // Some file systems take these for git's own folder.
    if (/^(\.git|git~\d+)[ .]*$/i.test(part)) throw refused(`The name of a file cannot hold "${part}": it belongs to git.`);
  }
  return path;
}

const refused = (sentence: string): Refusal => refusal(422, sentence);
