import { describe, expect, it } from 'vitest';
import { openGitHub, type GitHub } from './github.ts';
import { askGitHub, keepIssue } from './issues.ts';
import { patience } from './patience.ts';

/** One answer of a network that does as it is told: an answer, a fault, or no answer at all. */
type Turn = Response | Error | 'hang';

interface Line {
  readonly github: GitHub;
  /** What was asked, oldest first: `GET /path`. */
  readonly asked: readonly string[];
  /** The tags of answers that were said to be known already. */
  readonly tags: readonly (string | null)[];
}

const json = (body: unknown, { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
const refusal = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Response => json({ message }, { status, headers });
const lost = (): Error => new TypeError('fetch failed', { cause: new Error('other side closed') });
// The length is announced in full and the connection closes before it is reached: reading the body fails.
function cut(text: string, headers: Readonly<Record<string, string>> = {}): Response {
  const body = new ReadableStream({ start: (stream) => { stream.enqueue(new TextEncoder().encode(text)); stream.error(new TypeError('terminated')); } });
  return new Response(body, { headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
}

// A second of waiting is two milliseconds; nothing is ever asked for that was not foreseen.
function line(turns: readonly Turn[], { api = 'http://127.0.0.1:1/api/v3', timeout = 5_000 } = {}): Line {
  const left = [...turns];
  const asked: string[] = [];
  const tags: (string | null)[] = [];
  const fetch = (async (input: string, init: RequestInit = {}) => {
    asked.push(`${init.method} ${new URL(input).pathname.replace('/api/v3', '')}`);
    tags.push(new Headers(init.headers).get('if-none-match'));
    const turn = left.shift();
    if (turn === undefined) throw new Error(`Unexpected request ${asked.at(-1)}, expected no more`);
    if (turn === 'hang') return new Promise((_, fail) => init.signal!.addEventListener('abort', () => fail(init.signal!.reason)));
    if (turn instanceof Error) throw turn;
    return turn;
  }) as typeof globalThis.fetch;
  const server = api.startsWith('https:') ? 'https://github.com' : new URL(api).origin;
  return { github: openGitHub({ api, server, token: 'x' }, fetch, patience(timeout, 2)), asked, tags };
}

const ME = { id: 7, login: 'ana' };
const me = () => json(ME);
const REVIEWS = { data: { repository: { pullRequest: { reviews: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [{ fullDatabaseId: '5', lastEditedAt: '2026-11-22T00:00:00Z' }] } } } } };
const NOW = '2026-11-22T09:00:00Z';
const soon = (): string => String(Math.floor(Date.now() / 1000) + 1);
const later = (): string => String(Math.floor(Date.now() / 1000) + 3000);
const failure = async (work: Promise<unknown>): Promise<{ readonly name: string; readonly status: number; readonly message: string }> => work.then(() => { throw new Error('Unexpected success, expected a failure'); }, (error: any) => error);

const FAULTS: readonly (readonly [string, () => Turn])[] = [
  ['500', () => refusal(500, 'Server Error')],
  ['502', () => refusal(502, 'Bad Gateway')],
  ['503 in the words of a proxy', () => new Response('<html>Unicorn</html>', { status: 503, headers: { 'content-type': 'text/html' } })],
  ['a lost connection', lost],
  ['a time-out', () => 'hang'],
  ['an answer that was cut off', () => cut('[{"id": 1}, {"id"')],
  ['an answer that was cut off before its first letter', () => cut('')],
];

const WRITES: readonly (readonly [string, (github: GitHub) => Promise<unknown>])[] = [
  ['a review', (github) => github.review('a', 'b', 1, { commit: '0'.repeat(40), body: 'x', event: 'APPROVE' })],
  ['a comment', (github) => github.comment('a', 'b', 1, 'x')],
  ['a merge', (github) => github.merge('a', 'b', 1, '0'.repeat(40))],
  ['a pull request', (github) => github.openPull('a', 'b', { title: 'x', body: 'x', head: 'x', base: 'main' })],
  ['marking as ready', (github) => github.markReady('node')],
  ['starting a workflow', (github) => github.dispatch('a', 'b', 'award.yml', 'main')],
];

describe('a read', () => {
  it.each(FAULTS)('is asked again after %s', async (_, fault) => {
    const { github, asked } = line([fault(), fault(), me()], { timeout: 300 });
    expect(await github.me()).toEqual(ME);
    expect(asked).toEqual(['GET /user', 'GET /user', 'GET /user']);
  });

  it.each(FAULTS)('is given up after the fourth time of %s, with a sentence that says what and what to do', async (_, fault) => {
    const { github, asked } = line([fault(), fault(), fault(), fault()], { timeout: 300 });
    const { name, message } = await failure(github.me());
    expect(name).toBe('GitHubFailure');
    expect(message).toMatch(/^(Could not ask http:\/\/127\.0\.0\.1:1 for who you are: it cannot be reached|http:\/\/127\.0\.0\.1:1 failed when it was asked for who you are \(50[023]: ).*[Rr]un the command again/);
    expect(asked).toHaveLength(4);
  });

  it.each(FAULTS)('by GraphQL is asked again after %s', async (_, fault) => {
    const { github, asked } = line([fault(), json(REVIEWS)], { timeout: 300 });
    expect(await github.editedReviews('a', 'b', 1)).toEqual(new Set([5]));
    expect(asked).toEqual(['POST /api/graphql', 'POST /api/graphql']);
  });

  it('is asked again although something was written before', async () => {
    const { github, asked } = line([json({ id: 1, body: 'x' }, { status: 201 }), refusal(500, 'Server Error'), me()]);
    await github.comment('a', 'b', 1, 'x');
    expect(await github.me()).toEqual(ME);
    expect(asked).toHaveLength(3);
  });

  it.each([[400, 'Bad'], [403, 'Resource not accessible by integration'], [404, 'Not Found'], [422, 'Unprocessable']])('is not asked again after %i', async (status, message) => {
    const { github, asked } = line([refusal(status, message)]);
    expect((await failure(github.me())).status).toBe(status);
    expect(asked).toHaveLength(1);
  });
});

describe('a write', () => {
  describe.each(WRITES)('that is %s', (_, write) => {
    it.each(FAULTS.filter(([name]) => !name.includes('cut off')))('is never repeated after %s', async (_name, fault) => {
      const { github, asked } = line([fault()], { timeout: 300 });
      const { name, message } = await failure(write(github));
      expect(name).toBe('GitHubFailure');
      expect(message).toMatch(/[Rr]un the command again/);
      expect(asked).toHaveLength(1);
    });
    it('is asked for again when GitHub asks to wait, because it was not done', async () => {
      const { github, asked } = line([refusal(429, 'You have exceeded a secondary rate limit.', { 'retry-after': '1' }), refusal(404, 'Not Found')]);
      expect((await failure(write(github))).status).toBe(404);
      expect(asked).toHaveLength(2);
    });
  });

  it('whose answer was cut off is a fault, and not repeated', async () => {
    const { github, asked } = line([cut('{"id": 1, "bo')]);
    expect((await failure(github.comment('a', 'b', 1, 'x'))).message).toContain('the answer was cut off');
    expect(asked).toHaveLength(1);
  });
});

describe('a limit', () => {
  it.each<readonly [string, () => Response]>([
    ['a rate limit that is used up (403 with its reset)', () => refusal(403, 'API rate limit exceeded for user ID 7.', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon() })],
    ['a rate limit that is used up (429 with its reset)', () => refusal(429, 'API rate limit exceeded for user ID 7.', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon() })],
    ['a secondary limit (403 with Retry-After)', () => refusal(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '2' })],
    ['a secondary limit that does not say how long', () => refusal(403, 'You have exceeded a secondary rate limit.')],
    ['429 with Retry-After', () => refusal(429, 'You have exceeded a secondary rate limit.', { 'retry-after': '1' })],
    ['429 with Retry-After in other words', () => refusal(429, 'Too many requests.', { 'retry-after': '1' })],
    ['403 with Retry-After in the words of an abuse limit', () => refusal(403, 'You have triggered an abuse detection mechanism.', { 'retry-after': '1' })],
  ])('is waited for: %s', async (_, turn) => {
    const { github, asked } = line([turn(), me()]);
    expect(await github.me()).toEqual(ME);
    expect(asked).toHaveLength(2);
  });

  it.each<readonly [string, () => Response, RegExp]>([
    ['a rate limit with an hour to go', () => refusal(403, 'API rate limit exceeded for user ID 7.', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': later() }), /after \d\d:\d\d UTC/],
    ['429 with an hour to go', () => refusal(429, 'You have exceeded a secondary rate limit.', { 'retry-after': '3600' }), /in 60 minutes/],
  ])('that GitHub wants to last too long ends in a sentence that says when to come back: %s', async (_, turn, when) => {
    const { github, asked } = line([turn()]);
    const { status, message } = await failure(github.me());
    expect(status).toBe(429);
    expect(message).toMatch(/asks to wait before it is asked for who you are again \(.*limit/);
    expect(message).toMatch(when);
    expect(asked).toHaveLength(1);
  });

  it('that does not end is waited for three times and then said', async () => {
    const { github, asked } = line(Array.from({ length: 4 }, () => refusal(429, 'You have exceeded a secondary rate limit.', { 'retry-after': '1' })));
    expect((await failure(github.me())).status).toBe(429);
    expect(asked).toHaveLength(4);
  });

  it('of GraphQL, which comes with 200, is waited for on github.com', async () => {
    const limited = json({ data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 7.' }] }, { headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': soon() } });
    const { github, asked } = line([limited, json(REVIEWS)], { api: 'https://api.github.com' });
    expect(await github.editedReviews('a', 'b', 1)).toEqual(new Set([5]));
    expect(asked).toEqual(['POST /graphql', 'POST /graphql']);
  });

  it('is never taken for a record that may not be read', async () => {
    const limited = (): Response => refusal(403, 'API rate limit exceeded for user ID 7.', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': later() });
    expect((await failure(line([limited()]).github.pushes('a', 'b', 'main'))).status).toBe(429);
    expect((await failure(line([limited()]).github.moved('a', 'b', 'main'))).status).toBe(429);
    expect((await failure(line([limited()]).github.movements('a', 'b', 'main', NOW))).status).toBe(429);
    expect(await line([refusal(403, 'Resource not accessible by integration')]).github.pushes('a', 'b', 'main')).toBeNull();
    expect(await line([refusal(403, 'Resource not accessible by integration')]).github.movements('a', 'b', 'main', NOW)).toBeNull();
  });
});

describe('an answer that is not whole', () => {
  const faults: readonly (readonly [string, () => Response])[] = [
    ['cut off in the middle', () => cut('[{"number": 1}, {"num')],
    ['cut off before it began', () => cut('')],
    ['empty', () => new Response('', { headers: { 'content-type': 'application/json' } })],
    ['empty and without a type', () => new Response(null)],
    ['a page of a proxy', () => new Response('<html>Log in</html>', { headers: { 'content-type': 'text/html' } })],
  ];
  const lists: readonly (readonly [string, (github: GitHub) => Promise<unknown>])[] = [
    ['reviews', (github) => github.reviews('a', 'b', 1)],
    ['commits', (github) => github.pullCommits('a', 'b', 1)],
    ['pull requests', (github) => github.pulls('a', 'b')],
    ['repositories', (github) => github.repositories('a')],
    ['issues', (github) => github.issues('a', 'b')],
    ['pushes', (github) => github.pushes('a', 'b', 'main')],
    ['movements', (github) => github.movements('a', 'b', 'main', NOW)],
  ];
  it.each(lists.flatMap(([what, ask]) => faults.map(([how, turn]) => [what, how, ask, turn] as const)))('is a fault and never an empty list: %s, %s', async (_what, _how, ask, turn) => {
    const { github } = line([turn(), turn(), turn(), turn()]);
    const { name, message } = await failure(ask(github));
    expect(name).toBe('GitHubFailure');
    expect(message).toContain('the answer was cut off');
  });

  it('is not kept as what is known: it is asked for as a whole', async () => {
    const { github, tags } = line([cut('{"id": 7, ', { etag: '"a"' }), json(ME, { headers: { etag: '"a"' } }), new Response(null, { status: 304 })]);
    expect(await github.me()).toEqual(ME);
    expect(await github.me()).toEqual(ME);
    expect(tags).toEqual([null, null, '"a"']);
  });

  it('is a fault on the second page too', async () => {
    const next = { link: '<http://127.0.0.1:1/api/v3/repos/a/b/pulls/1/commits?page=2>; rel="next"' };
    const { github } = line([json([{ sha: 'a', author: null, committer: null }], { headers: next }), cut('[{'), cut('[{'), cut('[{'), cut('[{')]);
    expect((await failure(github.pullCommits('a', 'b', 1))).message).toContain('the answer was cut off');
  });

  it('is enough of a long record: it is read back to the last movement before what is asked about, and no further', async () => {
    const page = (...hours: readonly number[]) => json(hours.map((hour) => ({ after: `of-${hour}`, timestamp: `2026-11-22T0${hour}:00:00Z` })), { headers: { date: 'Sun, 22 Nov 2026 10:00:00 GMT', link: '<http://127.0.0.1:1/api/v3/repos/a/b/activity?after=x>; rel="next"' } });
    const { github, asked } = line([page(9), page(9, 8, 7)]);
    expect(await github.movements('a', 'b', 'main', NOW)).toEqual({ moved: [9, 9, 8, 7].map((hour) => ({ after: `of-${hour}`, at: `2026-11-22T0${hour}:00:00Z` })), told: '2026-11-22T10:00:00.000Z' });
    expect(asked).toHaveLength(2);
  });

  it('is a fault where GraphQL tells errors beside what it has', async () => {
    const { github } = line([json({ ...REVIEWS, errors: [{ type: 'FORBIDDEN', path: ['repository'], message: 'Resource not accessible by integration' }] })]);
    const { name, status, message } = await failure(github.editedReviews('a', 'b', 1));
    expect([name, status]).toEqual(['GitHubFailure', 0]);
    expect(message).toContain('answered only in part when it was asked for which reviews of pull request 1 were edited: ');
    expect(message).toContain('Resource not accessible by integration');
    const open = line([json({ data: { repository: { pullRequests: { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [null] } } }, errors: [{ message: 'Something is missing' }] })]);
    expect((await failure(open.github.openPulls('a', 'b'))).message).toContain('Something is missing');
  });

  it.each([['NOT_FOUND', 404], ['FORBIDDEN', 403]] as const)('that GraphQL withholds as %s is what REST says with %i', async (type, expected) => {
    const { github } = line([json({ data: { repository: null }, errors: [{ type, path: ['repository'], message: 'Withheld' }] })]);
    expect((await failure(github.openPulls('a', 'b'))).status).toBe(expected);
  });

  it('is a fault where an audit keeps its issue', async () => {
    for (const turns of [[cut('[{')], [json([]), cut('{"num')]]) {
      const left = [...turns];
      const ask = askGitHub({ api: 'http://127.0.0.1:1/api/v3', server: 'http://127.0.0.1:1', token: 'x' }, async () => left.shift()!);
      expect((await failure(keepIssue(ask, { owner: 'a', name: 'b' }, { label: 'audit', title: 'x', body: 'x' }))).message).toContain('the answer was cut off');
    }
  });
});
