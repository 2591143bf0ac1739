import { didFromUrl } from '../../core/badge/addresses.ts';
import { keyId } from '../../core/badge/did.ts';
import { createProof } from '../../core/badge/proof.ts';
import { unsignedStatusList } from '../../core/badge/status-list.ts';
import { toSecond } from '../../core/plan/award.ts';
import { ledgerPaths, listIsCurrent, listsOf, packBits, statusListText, type ListRecord } from '../../core/plan/ledger.ts';
import { recordText, type Register } from '../../core/plan/register.ts';
import { append } from '../stores.ts';
import { untilPushed, type Run } from './run.ts';

/** Brings the ledger to what the register says: signed badges, and status lists whose bits changed. */
export const publishAwards = (run: Run): Promise<{ readonly published: readonly string[]; readonly lists: readonly number[] }> =>
  untilPushed(run.programme, async ({ register, ledger }) => {
    const files = new Map<string, string>();
    const published: string[] = [];
    for (const [serial, { badge }] of register) {
      if (badge === null || ledger.badges.get(serial) === badge) continue;
      files.set(ledgerPaths.badge(serial), badge);
      published.push(serial);
    }
    const lists: number[] = [];
    for (const list of listsOf(register)) {
      const known = ledger.lists.get(list);
      const current = await listIsCurrent(known?.record, register, list);
      const record = current ? known!.record : await signList(run, register, list);
      if (current && known!.text === statusListText(record)) continue;
      if (!current) files.set(ledgerPaths.listRecord(list), recordText(record));
      files.set(ledgerPaths.list(list), statusListText(record));
      lists.push(list);
    }
    if (files.size === 0) return { pushed: true, outcome: { published, lists } };
    const pushed = await append(run.programme, 'ledger', files, `Publish ${published.length} badges and ${lists.length} status lists`, run.world.now());
    if (pushed) run.tell(`Published ${[...published, ...lists.map((list) => `status list ${list}`)].join(', ')} to the ledger`);
    return { pushed, outcome: { published, lists } };
  });

async function signList({ world, issuer, keys: open }: Run, register: Register, list: number): Promise<ListRecord> {
  const keys = await open();
  const validFrom = toSecond(world.now());
  const did = didFromUrl(issuer.url);
  const origin = issuer.url.replace(/\/+$/, '');
  const encodedList = packBits(register, list);
  const unsigned = unsignedStatusList({ origin, list, issuerId: did, validFrom, encodedList });
  const proof = await createProof(unsigned, { verificationMethod: keyId(did, keys.publicKey), created: validFrom, sign: keys.sign });
  return { format: 'laurel-status-list-1', list, origin, issuer: did, validFrom, encodedList, proof };
}
