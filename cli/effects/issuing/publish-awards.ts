import { didFromUrl } from '../../core/badge/addresses.ts';
import { keyId } from '../../core/badge/did.ts';
import { badgeText, secureBadge, unsignedBadge } from '../../core/badge/credential.ts';
import { editionName } from '../../core/badge/edition.ts';
import { checkProof, createProof } from '../../core/badge/proof.ts';
import { unsignedStatusList } from '../../core/badge/status-list.ts';
import { compromisedKeys } from '../../core/keys.ts';
import type { Issuer } from '../../core/model.generated.ts';
import { toSecond } from '../../core/plan/award.ts';
import { isSignedWith } from '../../core/plan/compromised.ts';
import { hashOf, holdsBadge, holdsHash, ledgerPaths, listIsCurrent, listsOf, packBits, publishedBits, statusListText, type ListRecord } from '../../core/plan/ledger.ts';
import { isSigned, recordText, registerPaths, StoreFault, type RegisterEntry } from '../../core/plan/register.ts';
import { supersededIn } from '../../core/plan/superseded.ts';
import { nameOf } from '../place.ts';
import type { State } from '../stores.ts';
import { mustBeGiven } from './endorsements.ts';
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

/**
 * What the ledger lacks: badges that earners show, hashes of private ones, and status lists whose bits changed or whose key was
 * compromised.
 */
export async function ledgerDue({ register, ledger }: State, issuer: Pick<Issuer, 'url' | 'keys'>): Promise<{ readonly entries: readonly RegisterEntry[]; readonly lists: readonly number[] }> {
  const lost = [...compromisedKeys(issuer).keys()];
  const entries = [...register.values()].filter((entry) => {
    const { award } = entry;
    if (!isSigned(entry)) return false;
    return !(award.visibility === 'public' ? holdsBadge : holdsHash)(ledger, entry);
  });
  const lists: number[] = [];
  for (const list of listsOf(register, ledger)) {
    const known = ledger.lists.get(list);
    if (!(await listIsCurrent(register, ledger, list)) || known!.text !== statusListText(known!.record) || isSignedWith(known!.record.proof, lost)) lists.push(list);
  }
  return { entries, lists };
}

const isKnown = ({ badges, hashes }: State['ledger'], award: RegisterEntry['award']): boolean => badges.has(editionName(award)) || hashes.has(editionName(award));

/**
 * Refuses a ledger that somebody changed by hand, before anything is recorded or signed: what is in it must be what the
 * registers say, and every list signed by the issuer.
 * @throws StoreFault
 */
export async function mustBeUntouched(run: Run): Promise<void> {
  const state = await run.stores.read();
  const { register, ledger } = state;
  for (const entry of register.values()) if (isSigned(entry)) mustBeAsPublished(ledger, entry);
  for (const { record } of ledger.lists.values()) await mustBeSigned(run, record);
  await mustBeGiven(run, ledger);
  await mustBeLogged(run, state, { unfinished: true });
}

function mustBeAsPublished(ledger: State['ledger'], entry: RegisterEntry): void {
  const name = editionName(entry.award);
  const [isPublic, hash] = [ledger.badges.has(name), ledger.hashes.get(name)];
  const isSame = (!isPublic || holdsBadge(ledger, entry)) && (hash === undefined || holdsHash(ledger, entry));
  if (!isSame) throw new StoreFault('ledger', (hash === undefined ? ledgerPaths.badge : ledgerPaths.hash)(name), 'it is not what the register says, and what was published once is never changed');
}

/** Brings the ledger to what the registers say; `given` are endorsements that come to it, by serial. */
export async function publishAwards(run: Run, given: ReadonlyMap<string, string> = new Map()): Promise<Published> {
  const { outcome, wrote } = await writeLedger(run, async (read) => {
    await mustBeGiven(run, read.ledger);
    const { refused, ...known } = await withoutForeign(run, read);
    const state: State = { ...known, ledger: { ...known.ledger, endorsements: new Map([...known.ledger.endorsements, ...given]) } };
    const { entries, lists } = await ledgerDue(state, run.issuer);
    const lost = [...compromisedKeys(run.issuer).keys()];
    const files = new Map<string, string | Uint8Array>();
    for (const entry of entries) {
      await mustBePublishable(run, state, entry);
      const { award, badge } = entry;
      if (award.visibility === 'public') files.set(ledgerPaths.badge(editionName(award)), badge!);
      else files.set(ledgerPaths.hash(editionName(award)), recordText(hashOf(award, badge!)));
    }
    for (const list of lists) {
      const known = state.ledger.lists.get(list)?.record;
      if (known !== undefined) await mustBeSigned(run, known);
      const stands = known !== undefined && !isSignedWith(known.proof, lost) && (await listIsCurrent(state.register, state.ledger, list));
      const record = stands ? known : await signList(run, state, list);
      if (record !== known) files.set(ledgerPaths.listRecord(list), recordText(record));
      files.set(ledgerPaths.list(list), statusListText(record));
    }
    for (const { award: { serial }, revocation } of state.register.values()) {
      if (revocation?.public !== undefined && state.ledger.reasons?.has(serial) !== true) files.set(ledgerPaths.reason(serial), recordText(revocation.public));
    }
    for (const [serial, text] of given) files.set(ledgerPaths.endorsement(serial), text);
    const { logged, removed } = await addToLog(run, state, files);
    const published = entries.map(({ award }) => editionName(award));
    return { files, removed, message: given.size > 0 ? `Publish ${given.size === 1 ? 'an endorsement' : `${given.size} endorsements`}` : `Publish ${published.length} badges and ${lists.length} status lists`, outcome: { published, lists, logged, refused } };
  });
  if (wrote) run.tell(`Published ${[...outcome.published, ...outcome.lists.map((list) => `status list ${list}`), ...(outcome.logged === 0 ? [] : [`${outcome.logged} ${outcome.logged === 1 ? 'entry' : 'entries'} of the log`])].join(', ')} to the ledger`);
  return outcome;
}

/**
 * Leaves out what is not ours, found without the key: whoever owns a private repository may write its register too. It is refused
 * alone; in the programme's own repository it stops the run. What was published is left as it is, but who withdraws it is asked each time.
 */
export async function withoutForeign(run: Run, state: State): Promise<State & { readonly refused: readonly Refusal[] }> {
  const refused: Refusal[] = [...state.unproven].map(([name, fault]) => ({ path: nameIn(state, name), reasons: [fault] }));
  if (!run.programme.isPrivate) return { ...state, refused };
  const register = new Map(state.register);
  const due = new Set((await ledgerDue(state, run.issuer)).entries.map(({ award }) => editionName(award)));
  const superseding = await supersedingIn(state);
  const placeOf = ({ list, index }: { readonly list: number; readonly index: number }): string => `${list} ${index}`;
  const taken = new Map([...state.ledger.hashes].map(([name, { status }]) => [placeOf(status), name]));
  for (const [name, entry] of state.register) {
    if (!isSigned(entry)) register.set(name, { ...entry, revocation: null });
    else if (due.has(name) || entry.revocation !== null || superseding.has(name)) {
      try {
        await (due.has(name) ? mustBePublishable(run, state, entry) : mustBeOurs(run, entry));
        // While its register could not be read, the same place may have been drawn for another badge: revoking one would revoke both.
        const own = placeOf(entry.award.status);
        if ((taken.get(own) ?? name) !== name) throw new StoreFault('register', registerPaths.award(entry.award.serial), 'its place in the status list is another badge\'s');
        taken.set(own, name);
      } catch (error) {
        if (!(error instanceof StoreFault)) throw error;
        register.delete(name);
        refused.push({ path: nameIn(state, name), reasons: [error.message] });
      }
    }
  }
  return { ...state, register, refused };
}

// What takes the place of a badge whose bit is not set yet: nobody's word withdraws another's badge.
async function supersedingIn({ register, ledger }: State): Promise<ReadonlySet<string>> {
  const published = new Map<number, ReadonlySet<number>>();
  for (const [list, { record }] of ledger.lists) published.set(list, new Set(await publishedBits(record)));
  return new Set(supersededIn(register).flatMap(({ earlier, later }) => {
    const { list, index } = register.get(earlier)!.award.status;
    return published.get(list)?.has(index) === true ? [] : [later];
  }));
}

function nameIn({ places, register }: State, name: string): string {
  const [serial = ''] = name.split('.');
  return `${nameOf(places.find((one) => one.register.awards.has(serial))!.place)}: ${register.get(serial)!.award.source.path} (award ${name})`;
}

async function mustBePublishable(run: Run, { ledger }: State, entry: RegisterEntry): Promise<void> {
  await mustBeOurs(run, entry);
  const name = editionName(entry.award);
  if (isKnown(ledger, entry.award)) throw new StoreFault('ledger', ledgerPaths.badge(name), 'it is not what the register says, and what was published once is never changed');
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
    throw new StoreFault('register', registerPaths.badge(award.serial, award.edition), why);
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
