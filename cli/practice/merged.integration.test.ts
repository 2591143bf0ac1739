import { cp, rm, writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOTICE } from '../core/desk/notice.ts';
import { approve, CLAIM, rehearse, type Snapshot, type TestRehearsal } from '../testing/rehearse.ts';
import { keepScene } from '../testing/scenes.ts';
import { must, type Actor } from './actor.ts';

let rehearsal: TestRehearsal;
let handedIn: Snapshot;
let repository = 'credentials';
const lead = (): Actor => rehearsal.actors['priya-nair'];
const teacher = (): Actor => rehearsal.actors['maya-okafor'];
const api = (path: string): string => `/repos/marlow-valley/${repository}${path}`;
const comments = async (): Promise<readonly string[]> => ((await rehearsal.rest('priya-nair', 'GET', api('/issues/1/comments'))).body as readonly { readonly body: string }[]).map(({ body }) => body);
const notices = async (): Promise<readonly string[]> => (await comments()).filter((body) => body.includes(NOTICE));
const force = async (): Promise<unknown> => expect((await rehearsal.rest('marlow-valley', 'PUT', api('/pulls/1/merge'), {})).status).toBe(200);
const words = ({ out }: { readonly out: string }): string => out.replace(/\s+/g, ' ');
const say = async (actor: Actor, ...args: readonly string[]): Promise<string> => words(must(await actor.laurel(...args), args.join(' ')));
const HALF = '1 of 2 independent assessments by listed assessors count';

describe('a claim that is merged, in one repository', { timeout: 300_000 }, () => {
  beforeAll(async () => void (handedIn = await keepScene('handed-in', { workflows: true })));
  afterAll(() => rm(handedIn.folder, { recursive: true, force: true }));
  beforeEach(async () => {
    repository = 'credentials';
    rehearsal = await rehearse(handedIn);
  });
  afterEach(() => rehearsal.end());

  it('by force with one approval of two is told to the teacher, to the lead and in the one comment, once', async () => {
    must(await lead().laurel('desk'), 'desk');
    await approve(rehearsal, 'ines-carvalho');
    await force();
    expect(must(await lead().laurel('issue', '--due'), 'issue --due').out).toContain(HALF);
    expect(await say(lead(), 'desk')).toContain(`Merged, and not proven: marlow-valley/credentials#1 - ${HALF}`);
    const [notice, ...others] = await notices();
    expect(others).toEqual([]);
    expect(notice).toMatch(/Whose turn: the programme lead[^]*It is merged, and not proven[^]*Why there is no badge[^]*1 of 2 independent/);
    expect(notice).toContain('What each assessor wrote');
    const before = await comments();
    const again = JSON.parse(must(await lead().laurel('desk', '--json'), 'desk').out);
    expect([again.deeds, again.needLead]).toEqual([[], ['marlow-valley/credentials#1']]);
    expect(await comments()).toEqual(before);

    const queue = await say(lead(), 'queue');
    expect(queue).toMatch(/Merged, and without a badge: #1, checking-for-understanding, the programme lead, since .* until .*: not proven\. - 1 of 2 independent/);
    expect(JSON.parse((await lead().laurel('queue', '--json')).out).merged).toMatchObject([{ pull: 1, turn: 'lead', reasons: [expect.stringContaining('1 of 2')] }]);
    const status = await say(teacher(), 'status');
    expect(status).toMatch(/Checking for understanding, merged Whose turn: the programme lead/);
    expect(status).toContain(HALF);
    expect(status).toContain('laurel feedback 1');
    expect(status).not.toContain('laurel start');
    const feedback = await say(teacher(), 'feedback', '1');
    expect(feedback).toMatch(/Merged on .*Attempt 1, ines-carvalho: /);
  });

  it('is proven when the missing approval comes after all, and the comment says so, and then that it is done', async () => {
    must(await lead().laurel('desk'), 'desk');
    await approve(rehearsal, 'ines-carvalho');
    await force();
    must(await lead().laurel('desk'), 'desk');
    const form = (await rehearsal.rest('ines-carvalho', 'GET', api('/pulls/1/reviews'))).body[0].body as string;
    expect((await rehearsal.rest('daniel-okoye', 'POST', api('/pulls/1/reviews'), { event: 'APPROVE', body: form })).status).toBe(200);
    must(await lead().laurel('desk'), 'desk');
    expect(await notices()).toEqual([expect.stringMatching(/Whose turn: the issuer[^]*The badge is issued within the hour/)]);
    expect(await say(lead(), 'queue')).toMatch(/#1, checking-for-understanding, the issuer, since .*: the badge is not issued yet\..*Next: laurel issue/);
    expect(await say(teacher(), 'status')).toContain('merged Whose turn: the issuer');
    must(await lead().laurel('issue'), 'issue');
    must(await lead().laurel('desk'), 'desk');
    expect(await notices()).toEqual([expect.stringMatching(/Whose turn: nobody[^]*Badge \w{12} is issued[^]*What each assessor wrote/)]);
    expect((await comments()).filter((body) => /Your badge \w+ is issued/.test(body))).toHaveLength(1);
    const all = await comments();
    expect(await say(lead(), 'desk')).toContain('Nothing is to be done');
    expect(await comments()).toEqual(all);
    expect(await say(lead(), 'queue')).not.toContain('without a badge');
    expect(await say(teacher(), 'status')).toMatch(/badge \w{12} .*laurel feedback 1/);
    expect(await say(teacher(), 'feedback', '1')).toMatch(/Attempt 1, ines-carvalho: .*Attempt 1, daniel-okoye: /);
  });

  it('by the desk, and a review of it edited afterwards, is not promised a badge for ever', async () => {
    must(await lead().laurel('desk'), 'desk');
    await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
    expect(must(await lead().laurel('desk'), 'desk').out).toContain('merged it');
    expect((await notices())[0]).toContain('the badge is issued within the hour');
    const [first] = (await rehearsal.rest('priya-nair', 'GET', api('/pulls/1/reviews'))).body as readonly { readonly id: number; readonly body: string }[];
    expect((await rehearsal.rest('priya-nair', 'PUT', api(`/pulls/1/reviews/${first!.id}`), { body: `${first!.body}\nWell done.` })).status).toBe(200);
    must(await lead().laurel('desk'), 'desk');
    const [notice, ...others] = await notices();
    expect(others).toEqual([]);
    expect(notice).not.toContain('within the hour');
    expect(notice).toMatch(/the programme lead[^]*was edited after it was submitted/);
    expect(await say(teacher(), 'status')).toContain('was edited after it was submitted');
  });

  it('and not proven is kept in one open issue when the desk is asked to, which is written anew only when it changes', async () => {
    await approve(rehearsal, 'ines-carvalho');
    await force();
    expect(must(await lead().laurel('desk', '--open-issue'), 'desk').out).toContain('Opened ');
    const issues = async () => ((await rehearsal.rest('priya-nair', 'GET', api('/issues?state=all'))).body as readonly { readonly title: string; readonly body: string; readonly updated_at: string; readonly labels: readonly { readonly name: string }[]; readonly pull_request?: object }[]).filter((one) => one.pull_request === undefined);
    const [issue, ...more] = await issues();
    expect(more).toEqual([]);
    expect([issue!.labels.map(({ name }) => name), issue!.body]).toEqual([['not-proven'], expect.stringMatching(/- #1 \(.*\): 1 of 2 independent/)]);
    const asked = rehearsal.practice.requests.length;
    must(await lead().laurel('desk', '--open-issue'), 'desk');
    expect(rehearsal.practice.requests.slice(asked).filter(({ method, route }) => method === 'PATCH' || (method === 'POST' && route !== null))).toEqual([]);
  });

  it('by nobody, because it was pushed to main, is named by its path', async () => {
    await cp(`${teacher().clone}/${CLAIM}`, `${lead().clone}/${CLAIM}`, { recursive: true });
    must(await lead().git('add', CLAIM), 'add');
    must(await lead().git('commit', '--quiet', '--message', 'A claim that nobody asked about'), 'commit');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
    expect(await say(lead(), 'queue')).toMatch(/maya-okafor\/1, checking-for-understanding, the programme lead, .*pushed directly/);
    expect(await say(lead(), 'desk')).toContain(`Merged, and not proven: marlow-valley/credentials: ${CLAIM}`);
    expect(await say(teacher(), 'status')).toContain('pushed directly');
  });

  it('by nobody, more of them than are looked at at once, are counted by the queue, and in an issue that stays as it is from run to run', async () => {
    for (let number = 1; number <= 22; number += 1) await cp(`${teacher().clone}/${CLAIM}`, `${lead().clone}/${CLAIM.replace(/1$/, String(number))}`, { recursive: true });
    must(await lead().git('add', '--all'), 'add');
    must(await lead().git('commit', '--quiet', '--message', 'Claims that nobody asked about'), 'commit');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:main'), 'push');
    const queue = await say(lead(), 'queue');
    expect([queue.match(/pushed directly/g)?.length, queue.match(/and 2 more/g)?.length]).toEqual([20, 1]);
    const base = rehearsal.world('priya-nair');
    const at = (minutes: number) => rehearsal.runIn({ ...base, now: () => new Date(Date.now() + minutes * 60_000) }, 'desk', '--open-issue');
    expect(must(await at(0), 'desk').out).toContain('Opened ');
    const [issue] = ((await rehearsal.rest('priya-nair', 'GET', api('/issues?labels=not-proven'))).body as readonly { readonly body: string }[]);
    expect(issue!.body).toContain('22 claims on main wait for a badge');
    const asked = rehearsal.practice.requests.length;
    expect(must(await at(15), 'desk').out).toContain('Open: ');
    expect(rehearsal.practice.requests.slice(asked).filter(({ method }) => method === 'PATCH')).toEqual([]);
  });

  it('by the desk over a damaged ledger is reported and the issuer started all the same, and the queue says the fault', async () => {
    must(await lead().laurel('desk'), 'desk');
    await approve(rehearsal, 'ines-carvalho', 'daniel-okoye');
    must(await lead().git('switch', '--quiet', '--orphan', 'ledger'), 'switch');
    await writeFile(`${lead().clone}/stray.txt`, 'nothing has this place');
    must(await lead().git('add', 'stray.txt'), 'add');
    must(await lead().git('commit', '--quiet', '--message', 'A stray file'), 'commit');
    must(await lead().git('push', '--quiet', 'origin', 'HEAD:ledger'), 'push');
    must(await lead().git('switch', '--quiet', 'main'), 'switch');
    const asked = rehearsal.practice.requests.length;
    const desk = await lead().laurel('desk', '--dispatch', 'award.yml');
    expect([desk.code, desk.err]).toEqual([1, '']);
    expect(words(desk)).toMatch(/merged it at .*Nothing is said of merged claims and of badges\. The ledger holds something unexpected at stray\.txt.*Merged 1\. Started award\.yml/);
    expect(rehearsal.practice.requests.slice(asked).some(({ route }) => route?.includes('dispatches') === true)).toBe(true);
    const queue = await lead().laurel('queue');
    expect([queue.code, queue.err]).toEqual([1, '']);
    expect(words(queue)).toMatch(/No claim is open\. What is merged and without a badge cannot be told\. The ledger holds something unexpected at stray\.txt/);
  });

  it('or closed keeps what was said of it readable', async () => {
    await approve(rehearsal, 'ines-carvalho');
    expect((await rehearsal.rest('maya-okafor', 'PATCH', api('/pulls/1'), { state: 'closed' })).status).toBe(200);
    expect(await say(teacher(), 'feedback', '1')).toMatch(/Closed, and not merged\..*Attempt 1, ines-carvalho: /);
  });
});

describe('a claim that is merged, in a private repository', { timeout: 300_000 }, () => {
  let kept: Snapshot;
  beforeAll(async () => void (kept = await keepScene('handed-in', { mode: 'private-per-teacher' })));
  afterAll(() => rm(kept.folder, { recursive: true, force: true }));
  beforeEach(async () => {
    repository = 'portfolio-maya-okafor';
    rehearsal = await rehearse(kept);
  });
  afterEach(() => rehearsal.end());

  it('and not proven is told where only those read it who may, and publicly as a number', async () => {
    await approve(rehearsal, 'ines-carvalho');
    await force();
    must(await lead().laurel('desk', '--open-issue'), 'desk');
    expect(await notices()).toEqual([expect.stringMatching(/not proven[^]*1 of 2 independent/)]);
    const open = (await rehearsal.rest('priya-nair', 'GET', '/repos/marlow-valley/credentials/issues')).body as readonly { readonly body: string }[];
    expect(open.map(({ body }) => body)).toEqual([expect.stringContaining('found one claim on main')]);
    expect(open[0]!.body).not.toMatch(/maya|okafor|portfolio|independent/);
    expect(await say(lead(), 'queue')).toContain('portfolio-maya-okafor#1, checking-for-understanding, the programme lead');
    expect(await say(teacher(), 'status')).toMatch(/1 of 2 independent.*laurel feedback portfolio-maya-okafor#1/);
    expect(await say(teacher(), 'feedback', 'portfolio-maya-okafor#1')).toContain('Attempt 1, ines-carvalho: ');
  });

  it('shows the whole name of an open one in a queue of 80 columns, as people type it', async () => {
    must(await lead().laurel('desk'), 'desk');
    const { out } = must(await lead().laurel('queue'), 'queue');
    expect(out).toMatch(/^portfolio-maya-okafor#1 /m);
    expect(out).not.toContain('marlow-valley/');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});
