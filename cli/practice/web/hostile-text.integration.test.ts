import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVisitor, type Seen } from '../semantics/visitor.ts';
import { openScene, type Place, type Scene } from '../semantics/scene.ts';

const SCRIPT = '<script>alert(1)</script>';
const IMAGE = '<img src=x onerror=alert(1)>';
const QUOTED = `"><svg onload=alert(1)>'`;
const MARKDOWN = `${SCRIPT}\n\n${IMAGE}\n\n[press](javascript:alert(1)) ![x](https://tracker.example/x.png)\n\n<form action="https://evil.example"><button>Approve</button></form>\n\n\`\`\`${QUOTED}\nx\n\`\`\`\n`;
const BRANCH = `${SCRIPT.replaceAll('/', '')}"onload="alert(1)`;
const FILE = `${IMAGE} ${QUOTED}.md`;
const FORM = `name: ${JSON.stringify(SCRIPT)}\ndescription: ${JSON.stringify(IMAGE)}\nbody:\n  - type: checkboxes\n    id: ${JSON.stringify(QUOTED)}\n    attributes:\n      label: ${JSON.stringify(SCRIPT)}\n      description: ${JSON.stringify(MARKDOWN)}\n      options:\n        - label: ${JSON.stringify(QUOTED)}\n`;

const TAGS = new Set('html head meta title style body aside p header a span nav main h1 h2 ul ol li code form input button label textarea br fieldset legend div article pre time strong details summary'.split(' '));

// The tags and addresses that a browser finds: a quoted value ends at its first quote, so that whatever broke out of one is seen.
function alive({ html }: Seen): readonly string[] {
  const page = html.replace(/<style>[^]*?<\/style>/, '');
  const addresses = [...page.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/g)].map(([, one = '']) => one);
  const tags = [...page.replace(/="[^"]*"/g, '=""').matchAll(/<([a-z][^\s/>]*)([^>]*)>/gi)];
  return [
    ...addresses.filter((one) => !/^(?:\/(?!\/)|#)/.test(one)),
    ...tags.filter(([, name = '', attributes = '']) => !TAGS.has(name) || /\son|\ssrcdoc|\sstyle/i.test(attributes)).map(([tag]) => tag),
  ];
}

describe('text that strangers wrote', () => {
  let scene: Scene;
  let place: Place;
  let fork: Place;
  let base: string;
  beforeAll(async () => {
    scene = await openScene(() => new Date('2026-03-02T09:00:00Z'));
    place = await scene.programme();
    base = `/${place.owner}/${place.repo}`;
    const put = (path: string, text: string) => scene.as('lead').repos.createOrUpdateFileContents({ ...place, path, message: QUOTED, content: Buffer.from(text).toString('base64') });
    await put('.github/ISSUE_TEMPLATE/evil.yml', FORM);
    await put('.github/ISSUE_TEMPLATE/<b>broken.yml', `name: [${SCRIPT}`);
    const { data: made } = await scene.as('teacher').repos.createFork(place);
    fork = { owner: made.owner.login, repo: made.name };
    const clone = await scene.clone('teacher', fork);
    await clone.git('checkout', '--quiet', '-b', BRANCH);
    await clone.git('push', '--quiet', 'origin', BRANCH);
    await scene.as('teacher').repos.createOrUpdateFileContents({ ...fork, branch: BRANCH, path: FILE, message: `${SCRIPT}\n\n${IMAGE}`, content: Buffer.from(MARKDOWN).toString('base64') });
    await scene.as('teacher').pulls.create({ ...place, title: SCRIPT, body: MARKDOWN, head: `teacher:${BRANCH}`, base: 'main' });
    await scene.as('stranger').pulls.createReview({ ...place, pull_number: 1, event: 'APPROVE', body: MARKDOWN });
    await scene.as('stranger').issues.createComment({ ...place, issue_number: 1, body: MARKDOWN });
    await scene.as('stranger').issues.create({ ...place, title: IMAGE, body: MARKDOWN });
    scene.practice.addPerson({ login: 'odd', id: 105, name: SCRIPT, token: 'token-of-odd' });
  });
  afterAll(() => scene.end());

  const branch = encodeURIComponent(BRANCH);
  const file = encodeURIComponent(FILE);
  const pages: readonly (readonly [string, () => string])[] = [
    ['the login', () => `/login?return_to=${encodeURIComponent(`/${QUOTED}`)}`],
    ['the repository', () => base],
    ['its pull requests', () => `${base}/pulls`],
    ['its issues', () => `${base}/issues`],
    ['the fork\'s branches', () => `/teacher/${fork.repo}/branches`],
    ['a folder of the branch', () => `/teacher/${fork.repo}/tree/${branch}`],
    ['the file', () => `/teacher/${fork.repo}/blob/${branch}/${file}`],
    ['the file as text', () => `/teacher/${fork.repo}/blob/${branch}/${file}?plain=1`],
    ['the editor', () => `/teacher/${fork.repo}/edit/${branch}/${file}?pr=${encodeURIComponent(QUOTED)}`],
    ['a new file', () => `${base}/new/main/${encodeURIComponent(QUOTED)}?filename=${file}&value=${encodeURIComponent(MARKDOWN)}&message=${encodeURIComponent(QUOTED)}`],
    ['the page that compares', () => `${base}/compare/main...teacher:${branch}?title=${encodeURIComponent(QUOTED)}`],
    ['the pull request', () => `${base}/pull/1`],
    ['its files', () => `${base}/pull/1/files`],
    ['the issue', () => `${base}/issues/2`],
    ['the forms', () => `${base}/issues/new/choose`],
    ['the form', () => `${base}/issues/new?template=evil.yml&title=${encodeURIComponent(QUOTED)}`],
    ['what is not there', () => `/${encodeURIComponent(SCRIPT)}/x?${QUOTED}`],
  ];

  test.each(pages)('stays text on %s', async (_name, address) => {
    for (const login of ['odd', null]) {
      const who = createVisitor(scene.practice.url);
      if (login !== null) await who.signIn(login);
      const page = await who.open(address());
      expect(page.status).toBeLessThan(500);
      expect(alive(page)).toEqual([]);
      expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/);
    }
  });

  test('is kept as it is in the fields of a form', async () => {
    const who = createVisitor(scene.practice.url);
    await who.signIn('odd');
    const text = `${MARKDOWN}</textarea>${SCRIPT}\n\u202eturned`;
    const page = await who.open(`${base}/new/main?filename=${encodeURIComponent('a.md')}&value=${encodeURIComponent(text)}`);
    expect(alive(page)).toEqual([]);
    await who.press(page, 'Propose new file');
    const raw = await fetch(`${scene.practice.url}/odd/${place.repo}/raw/patch-1/a.md`);
    expect([await raw.text(), raw.headers.get('content-type'), raw.headers.get('content-security-policy')]).toEqual([text, 'text/plain; charset=utf-8', "default-src 'none'; sandbox"]);
  });

  test('never leads away from this server after signing in', async () => {
    for (const address of ['//evil.example/x', 'https://evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)']) {
      const answer = await fetch(`${scene.practice.url}/login`, { method: 'POST', redirect: 'manual', headers: { origin: scene.practice.url }, body: new URLSearchParams({ login: 'odd', return_to: address }) });
      expect(new URL(answer.headers.get('location') ?? '', scene.practice.url).origin).toBe(scene.practice.url);
    }
  });
});
