import { compromisedIn } from '../core/plan/compromise-stands.ts';
import { LOG, readLog } from '../core/plan/ledger-log.ts';
import { StoreFault } from '../core/plan/register.ts';
import type { Seen } from '../core/doctor/facts.ts';
import { GitFailure } from './git.ts';
import { branchHead, fetchBranches, type Source } from './remote.ts';
import { readFolder } from './tree.ts';

/** Public halves of the keys of which the ledger's log says that they were compromised. It is read by git: of a long log that is one transfer, and of GitHub's API hundreds of requests. */
export async function declaredCompromised(source: Source): Promise<Seen<readonly string[]>> {
  const { git } = source;
  try {
    if ((await git.run(['rev-parse', '--git-dir'])).code !== 0) return { seen: false, right: 'a clone of the repository, in which this runs' };
    await fetchBranches(source, ['ledger']);
    const head = await branchHead(git, 'ledger');
    const files = head === null ? [] : await readFolder(git, head, LOG.slice(0, -1));
    return { seen: true, value: [...compromisedIn(readLog(new Map(files.map(({ path, bytes }) => [`${LOG}${path}`, bytes]))))] };
  } catch (error) {
    if (error instanceof GitFailure) return { seen: false, right: 'Contents: read, and git that reaches the repository' };
    if (error instanceof StoreFault) return { seen: false, right: 'a log that is whole; `laurel audit` says what is wrong with it' };
    throw error;
  }
}
