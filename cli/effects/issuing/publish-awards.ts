import { didFromUrl } from '../../core/badge/addresses.ts';
import { keyId } from '../../core/badge/did.ts';
import { badgeText, secureBadge, unsignedBadge } from '../../core/badge/credential.ts';
import { checkProof, createProof } from '../../core/badge/proof.ts';
import { unsignedStatusList } from '../../core/badge/status-list.ts';
import { toSecond } from '../../core/plan/award.ts';
import { hashOf, ledgerPaths, listIsCurrent, listsOf, packBits, statusListText, type ListRecord } from '../../core/plan/ledger.ts';
import { recordText, registerPaths, StoreFault, type RegisterEntry } from '../../core/plan/register.ts';
import { nameOf } from '../place.ts';
import type { State } from '../stores.ts';
import { addToLog, mustBeLogged } from './grow-log.ts';
import type { Refusal } from './record-awards.ts';
import { releaseOf, writeLedger, type Run } from './run.ts';

/** What came to the ledger: serials of badges, or of their hashes, numbers of status lists, and how many entries (and lost tiles) of the log. */
export interface Published {
  readonly published: readonly string[];
  readonly lists: readonly number[];
  readonly logged: number;
  /** What a private register holds that is not ours. */
  readonly refused: readonly Refusal[];
}

/** What the ledger lacks: badges that earners show, hashes of private ones, and status lists whose bits changed. */
export async function ledgerDue({ register, ledger }: State): Promise<{ readonly entries: readonly RegisterEntry[]; readonly lists: readonly number[] }> {
  const entries = [...register.values()].filter(({ award, badge }) => {
    if (badge === null) return false;
    if (award.visibility === 'public') return ledger.badges.get(award.serial) !== badge;
    return JSON.stringify(ledger.hashes.get(award.serial)) !== JSON.stringify(hashOf(award, badge));
  });
  const lists: number[] = [];
  for (const list of listsOf(register, ledger)) {
    const known = ledger.lists.get(list);
    if (!(await listIsCurrent(register, ledger, list)) || known!.text !== statusListText(known!.record)) lists.push(list);
  }
  return { entries, lists };
}

/**
 * Refuses a ledger that somebody changed by hand, before anything is recorded or signed: what is in it must be what the
 * registers say, and every list signed by the issuer.
 * @throws StoreFault
 */
export async function mustBeUntouched(run: Run): Promise<void> {
  const state = await run.stores.read();
  const { register, ledger } = state;
  for (const { award, badge } of register.values()) if (badge !== null) mustBeAsPublished(ledger, award, badge);
  for (const { record } of ledger.lists.values()) await mustBeSigned(run, record);
  await mustBeLogged(run, state, { unfinished: true });
}

function mustBeAsPublished(ledger: State['ledger'], award: RegisterEntry['award'], badge: string): void {
  const [text, hash] = [ledger.badges.get(award.serial), ledger.hashes.get(award.serial)];
  const isSame = (text === undefined || text === badge) && (hash === undefined || JSON.stringify(hash) === JSON.stringify(hashOf(award, badge)));
  if (!isSame) throw new StoreFault('ledger', (hash === undefined ? ledgerPaths.badge : ledgerPaths.hash)(award.serial), 'it is not what the register says, and what was published once is never changed');
}

/** Brings the ledger to what the registers say. */
export async function publishAwards(run: Run): Promise<Published> {
  const { outcome, wrote } = await writeLedger(run, async (read) => {
    const { refused, ...state } = await withoutForeign(run, read);
    const { entries, lists } = await ledgerDue(state);
    const files = new Map<string, string | Uint8Array>();
    for (const entry of entries) {
      await mustBePublishable(run, state, entry);
      const { award, badge } = entry;
      if (award.visibility === 'public') files.set(ledgerPaths.badge(award.serial), badge!);
      else files.set(ledgerPaths.hash(award.serial), recordText(hashOf(award, badge!)));
    }
    for (const list of lists) {
      const known = state.ledger.lists.get(list)?.record;
      if (known !== undefined) await mustBeSigned(run, known);
      const record = (await listIsCurrent(state.register, state.ledger, list)) ? known! : await signList(run, state, list);
      if (record !== known) files.set(ledgerPaths.listRecord(list), recordText(record));
      files.set(ledgerPaths.list(list), statusListText(record));
    }
    const { logged, removed } = await addToLog(run, state, files);
    const published = entries.map(({ award }) => award.serial);
    return { files, removed, message: `Publish ${published.length} badges and ${lists.length} status lists`, outcome: { published, lists, logged, refused } };
  });
  if (wrote) run.tell(`Published ${[...outcome.published, ...outcome.lists.map((list) => `status list ${list}`), ...(outcome.logged === 0 ? [] : [`${outcome.logged} ${outcome.logged === 1 ? 'entry' : 'entries'} of the log`])].join(', ')} to the ledger`);
  return outcome;
}

/**
 * Leaves out what is not ours, found without the key: whoever owns a private repository may write its register too. It is refused
 * alone; in the programme's own repository it stops the run. What was published is left as it is, but who withdraws it is asked each time.
 */
export async function withoutForeign(run: Run, state: State): Promise<State & { readonly refused: readonly Refusal[] }> {
  const refused: Refusal[] = [...state.unproven].map((serial) => ({ path: nameIn(state, serial), reasons: ['beside it stands a revocation that the issuer has not signed, which counts for nothing: look at who wrote it, and run `laurel revoke` if the badge is to be revoked'] }));
  if (!run.programme.isPrivate) return { ...state, refused };
  const register = new Map(state.register);
  const due = new Set((await ledgerDue(state)).entries.map(({ award }) => award.serial));
  const placeOf = ({ list, index }: { readonly list: number; readonly index: number }): string => `${list} ${index}`;
  const taken = new Map([...state.ledger.hashes.values()].map(({ serial, status }) => [placeOf(status), serial]));
  for (const [serial, entry] of state.register) {
    if (entry.badge === null) register.set(serial, { ...entry, revocation: null });
    else if (due.has(serial) || entry.revocation !== null) {
      try {
        await (due.has(serial) ? mustBePublishable(run, state, entry) : mustBeOurs(run, entry));
        // While its register could not be read, the same place may have been drawn for another badge: revoking one would revoke both.
        const own = placeOf(entry.award.status);
        if ((taken.get(own) ?? serial) !== serial) throw new StoreFault('register', registerPaths.award(serial), 'its place in the status list is another badge\'s');
        taken.set(own, serial);
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        register.delete(serial);
        refused.push({ path: nameIn(state, serial), reasons: [error.message] });
      }
    }
  }
  return { ...state, register, refused };
}

const nameIn = ({ places, register }: State, serial: string): string => `${nameOf(places.find((one) => one.register.awards.has(serial))!.place)}: ${register.get(serial)!.award.source.path} (award ${serial})`;

async function mustBePublishable(run: Run, { ledger }: State, entry: RegisterEntry): Promise<void> {
  await mustBeOurs(run, entry);
  const { serial } = entry.award;
  if (ledger.badges.has(serial) || ledger.hashes.has(serial)) throw new StoreFault('ledger', ledgerPaths.badge(serial), 'it is not what the register says, and what was published once is never changed');
}

async function signList({ world, issuer, keys: open }: Run, { register, ledger }: State, list: number): Promise<ListRecord> {
  const keys = await open();
  const validFrom = toSecond(world.now());
  const did = didFromUrl(issuer.url);
  const origin = issuer.url.replace(/\/+$/, '');
  const encodedList = await packBits(register, ledger, list);
  const unsigned = unsignedStatusList({ origin, list, issuerId: did, validFrom, encodedList });
  const proof = await createProof(unsigned, { verificationMethod: keyId(did, keys.publicKey), created: validFrom, sign: keys.sign });
  return { format: 'laurel-status-list-1', list, origin, issuer: did, validFrom, encodedList, proof };
}

// The bits of a published list are taken over for ever, so they must be ours.
async function mustBeSigned({ issuer }: Run, record: ListRecord): Promise<void> {
  const damaged = (why: string): never => {
    throw new StoreFault('ledger', ledgerPaths.listRecord(record.list), why);
  };
  const { verificationMethod } = record.proof as { readonly verificationMethod?: string };
  const key = issuer.keys.find((listed) => verificationMethod === keyId(didFromUrl(issuer.url), listed.public));
  if (key === undefined) return damaged('it is signed with a key that is not the issuer\'s');
  const checked = await checkProof(JSON.parse(statusListText(record)) as Parameters<typeof checkProof>[0], key.public);
  if (!checked.ok) damaged(`its signature does not hold (${checked.reason})`);
}

// What goes to the public for ever is what its record and its proof make, signed by a key that the issuer lists.
async function mustBeOurs(run: Run, { award, proof, badge }: RegisterEntry): Promise<void> {
  const damaged = (why: string): never => {
    throw new StoreFault('register', registerPaths.badge(award.serial), why);
  };
  const { issuer } = run;
  const release = releaseOf(run, award);
  if (release === undefined || proof === null) return damaged(proof === null ? 'it has no proof' : 'its release is not on main');
  const expected = secureBadge(unsignedBadge(award, release.release), proof);
  if (badge !== badgeText(expected)) return damaged('it is not what its record and proof make');
  const key = award.key.slice(award.key.indexOf('#') + 1);
  const checked = issuer.keys.some((listed) => listed.public === key) ? await checkProof(expected, key, { way: run.verifying }) : { ok: false as const, reason: 'its key is not the issuer\'s' };
  if (!checked.ok) return damaged(checked.reason);
}
