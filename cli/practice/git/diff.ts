import { git } from './run.ts';

/** The tree without an entry, which git knows without its being stored. */
export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** One changed file between two trees. */
export interface FileChange {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'copied' | 'changed';
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch: string | null;
}

const STATUS: Readonly<Record<string, FileChange['status']>> = { A: 'added', D: 'removed', M: 'modified', R: 'renamed', C: 'copied', T: 'changed' };

const known = new Map<string, readonly FileChange[]>();

/** What changed from one commit or tree to another, with renames found, in path order; it never changes and is remembered. */
export async function diff(dir: string, from: string, to: string): Promise<readonly FileChange[]> {
  const key = `${dir} ${from} ${to}`;
  const remembered = known.get(key);
  if (remembered !== undefined) return remembered;
  const shape = ['--raw', '--numstat', '--patch', '-z', '--no-abbrev', '--find-renames', '--no-ext-diff', '--no-textconv', '--no-color'];
  const changes = parse(await git(dir, ['diff', ...shape, from, to, '--']));
  if (known.size > 200) known.clear();
  known.set(key, changes);
  return changes;
}

// git writes the raw records, then the numbers, then an empty field and the patch: each file in the same place of all three.
function parse(output: string): readonly FileChange[] {
  const end = output.indexOf('\0\0diff --git ');
  const fields = (end === -1 ? output : output.slice(0, end)).split('\0');
  const patches =
    end === -1
      ? []
      : output
          .slice(end + 2)
          .split(/^diff --git /m)
          .slice(1);
  const records: Omit<FileChange, 'additions' | 'deletions' | 'patch'>[] = [];
  const counts: (readonly [number, number])[] = [];
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? '';
    const numbers = /^(\d+|-)\t(\d+|-)\t/.exec(field);
    if (field.startsWith(':')) {
      const [, , before = '', after = '', letter = 'M'] = field.split(' ');
      const moved = letter.startsWith('R') || letter.startsWith('C');
      const [first = '', second = ''] = fields.slice(at + 1);
      const status = STATUS[letter.charAt(0)] ?? 'modified';
      records.push({ path: moved ? second : first, previousPath: moved ? first : null, status, sha: status === 'removed' ? before : after });
      at += moved ? 2 : 1;
    } else if (numbers !== null) {
      counts.push([Number(numbers[1]) || 0, Number(numbers[2]) || 0]);
      if (field.endsWith('\t')) at += 2;
    }
  }
  return records.map((record, index) => ({
    ...record,
    additions: counts[index]?.[0] ?? 0,
    deletions: counts[index]?.[1] ?? 0,
    patch: hunks(patches[index] ?? ''),
  }));
}

function hunks(patch: string): string | null {
  const start = patch.search(/^@@ /m);
  return start === -1 ? null : patch.slice(start).replace(/\n$/, '');
}
