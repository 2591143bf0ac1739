import { didFromUrl } from '../../core/badge/addresses.ts';
import { keyId } from '../../core/badge/did.ts';
import { badgeText, secureBadge, unsignedBadge } from '../../core/badge/credential.ts';
import { checkProof, createProof } from '../../core/badge/proof.ts';
import { unsignedStatusList } from '../../core/badge/status-list.ts';
import { toSecond } from '../../core/plan/award.ts';
import { ledgerPaths, listIsCurrent, listsOf, packBits, statusListText, type ListRecord } from '../../core/plan/ledger.ts';
import { recordText, registerPaths, StoreFault, type Register, type RegisterEntry } from '../../core/plan/register.ts';
import { append } from '../stores.ts';
import { untilPushed, type Run } from './run.ts';

/** Brings the ledger to what the register says: signed badges, and status lists whose bits changed. */
export const publishAwards = (run: Run): Promise<{ readonly published: readonly string[]; readonly lists: readonly number[] }> =>
  untilPushed(run.programme, async ({ register, ledger }) => {
    const files = new Map<string, string>();
    const published: string[] = [];
    for (const [serial, entry] of register) {
      const { badge } = entry;
      if (badge === null || ledger.badges.get(serial) === badge) continue;
      await mustBeOurs(run, entry);
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

// What goes to the public for ever is what its record and its proof make, signed by a key that the issuer lists.
async function mustBeOurs({ releases, issuer }: Run, { award, proof, badge }: RegisterEntry): Promise<void> {
  const damaged = (why: string): never => {
    throw new StoreFault('register', registerPaths.badge(award.serial), why);
  };
  const release = releases.get(award.release);
  if (release === undefined || proof === null) return damaged(proof === null ? 'it has no proof' : 'its release is not on main');
  const expected = secureBadge(unsignedBadge(award, release.release), proof);
  if (badge !== badgeText(expected)) return damaged('it is not what its record and proof make');
  const key = award.key.slice(award.key.indexOf('#') + 1);
  const checked = issuer.keys.some((listed) => listed.public === key) ? await checkProof(expected, key) : { ok: false as const, reason: 'its key is not the issuer\'s' };
  if (!checked.ok) return damaged(checked.reason);
}
