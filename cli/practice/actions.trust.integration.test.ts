import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS, oneJob, openStage, type Setting, type Stage } from './actions/stage.ts';
import { openClaim, writeInFork } from './semantics/scene.ts';

const SIGNING = { signing: { branches: ['main'], secrets: { KEY: 'the-signing-key' } }, open: { secrets: { OPEN: 'open-secret' } } };
const SHOW = 'run: echo "key=$KEY pin=$PIN var=${{ vars.PLACE }}"\n  env:\n    KEY: ${{ secrets.KEY }}\n    PIN: ${{ secrets.PIN }}';
const WRITE = 'run: |\n    curl --silent --output /dev/null --write-out "%{http_code}\\n" -X POST -H "Authorization: Bearer $T" -H "Content-Type: application/json" -d \'{"body":"hello"}\' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/1/comments"\n  env:\n    T: ${{ github.token }}';
const setting: Setting = { environments: SIGNING, repositorySecrets: { PIN: 'repository-pin' }, variables: { PLACE: 'here' } };

let stage: Stage;
beforeAll(async () => void (stage = await openStage(setting)));
afterAll(() => stage.end());

const shown = (run: { readonly jobs: readonly { readonly steps: readonly { readonly log: string }[] }[] } | undefined): readonly string[] => run!.jobs[0]!.steps.map(({ log }) => log.trimEnd());

describe('environments', () => {
  it('give their secrets on the branches that may deploy, and to the job that asks alone (docs: deployments and environments)', async () => {
    const inside = await stage.play(`- ${SHOW}\n- run: test "$KEY" = the-signing-key && env | grep --count the-signing-key\n  env:\n    KEY: \${{ secrets.KEY }}\n- run: env | grep --count the-signing-key || true`, { job: 'environment: signing' });
    expect(shown(inside)).toEqual(['key=*** pin=*** var=here', '1', '0']);
    expect(shown(await stage.play(`- ${SHOW}`))).toEqual(['key= pin=*** var=here']);
  });

  it('refuse a dispatch from another branch before any step runs, whatever its file says (docs: deployment branches)', async () => {
    const other = await openStage(setting);
    await other.write('award.yml', oneJob('workflow_dispatch', '- run: echo harmless'));
    await other.branch('odd');
    await other.write('award.yml', oneJob('workflow_dispatch', `- ${SHOW}`, { job: 'environment: signing' }), 'odd');
    await other.dispatch('award.yml', 'odd');
    await other.dispatch('award.yml');
    const [odd, main] = await other.runsOf('award.yml');
    expect([odd?.conclusion, odd?.jobs[0]?.messages, odd?.jobs[0]?.steps]).toEqual(['failure', ['Branch "odd" is not allowed to deploy to signing due to environment protection rules.'], []]);
    expect(shown(main)).toEqual(['harmless']);
    await other.end();
  });

  it('are not those of the test when nobody made them', async () => {
    await expect(stage.play('- run: echo', { job: 'environment: invented' })).rejects.toThrow(/Unexpected environment invented/);
  });
});

describe('the token of a job', () => {
  it('may do what the job says, or else what the workflow says, and nothing that is not named (docs: permissions)', async () => {
    await stage.scene.as('lead').issues.create({ ...stage.place, title: 'One' });
    const rights = async (top: string, job = ''): Promise<unknown> => (await stage.play('- run: echo', { top, job })).jobs[0]!.permissions;
    expect(await rights('permissions: {}')).toEqual({});
    expect(await rights('permissions:\n  issues: write')).toEqual({ issues: 'write' });
    expect(await rights('permissions:\n  issues: write', 'permissions:\n  contents: read')).toEqual({ contents: 'read' });
    expect(shown(await stage.play(`- ${WRITE}`, { top: 'permissions:\n  issues: write' }))).toEqual(['201']);
    expect(shown(await stage.play(`- ${WRITE}`, { top: 'permissions: {}' }))).toEqual(['403']);
  });

  it('ends with its job (docs: GITHUB_TOKEN)', async () => {
    const run = await stage.play('- run: echo "$T" | base64\n  env:\n    T: ${{ github.token }}', { top: 'permissions:\n  issues: write' });
    const token = Buffer.from(shown(run)[0]!, 'base64').toString('utf8').trim();
    expect(token).toMatch(/^ghs_/);
    const answer = await fetch(`${stage.scene.practice.apiUrl}/repos/${stage.repository}`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(401);
  });
});

describe('a pull request from a fork', () => {
  it('that rewrites the workflow gets its own file run, and neither secrets nor the right to write (docs: pull_request; GITHUB_TOKEN of forks)', async () => {
    const own = await openStage(setting);
    await own.write('lint.yml', oneJob('pull_request', '- run: echo the real lint'));
    const { fork } = await openClaim(own.scene, own.place);
    const asks = `- uses: ${ACTIONS.checkout}\n- ${SHOW}\n- ${WRITE}\n- run: |\n    git -c user.name=x -c user.email=x@x commit --quiet --allow-empty --message mine\n    git push --quiet origin HEAD:refs/heads/stolen && echo pushed || echo refused`;
    await writeInFork(own.scene, fork, '.github/workflows/steal.yml', oneJob('pull_request', asks, { top: 'permissions: write-all', job: 'environment: open' }));
    const [lint] = await own.runsOf('lint.yml');
    expect(shown(lint)).toEqual(['the real lint']);
    const [stolen] = await own.runsOf('steal.yml');
    expect(shown(stolen).slice(1, 3)).toEqual(['key= pin= var=', '403']);
    expect(shown(stolen)[3]).toMatch(/denied[\s\S]*\nrefused$/);
    expect(Object.values(stolen!.jobs[0]!.permissions)).not.toContain('write');
    expect(stolen).toMatchObject({ event: 'pull_request', ref: 'refs/pull/1/merge' });
    await own.end();
  }, 240_000);

  it('cannot enter an environment that is for main, since what runs is refs/pull/N/merge (GitHub changelog 2025-11-07)', async () => {
    const own = await openStage(setting);
    const { fork } = await openClaim(own.scene, own.place);
    await writeInFork(own.scene, fork, '.github/workflows/steal.yml', oneJob('[pull_request, pull_request_review]', `- ${SHOW}`, { job: 'environment: signing' }));
    await own.scene.as('ada').pulls.createReview({ ...own.place, pull_number: 1, event: 'COMMENT', body: 'Fine' });
    const runs = await own.runsOf('steal.yml');
    expect(runs.map(({ event, conclusion }) => [event, conclusion])).toEqual([['pull_request', 'failure'], ['pull_request_review', 'failure']]);
    expect(runs.flatMap(({ jobs }) => jobs[0]!.steps)).toEqual([]);
    await own.end();
  });

  it('runs nothing in a private repository (docs: enabling workflows for forks of private repositories)', async () => {
    const own = await openStage({ ...setting, private: true });
    await own.scene.as('lead').repos.addCollaborator({ ...own.place, username: 'teacher', permission: 'pull' });
    await own.write('lint.yml', oneJob('pull_request', '- run: echo'));
    await openClaim(own.scene, own.place);
    expect(await own.runsOf('lint.yml')).toEqual([]);
    await own.end();
  });
});

describe('a pull request within the repository', () => {
  it('runs its merge commit with secrets, for whoever can push could read them anyway (docs: pull_request)', async () => {
    const own = await openStage(setting);
    await own.branch('topic');
    await own.write('lint.yml', oneJob('pull_request', `- uses: ${ACTIONS.checkout}\n- run: |\n    git log --format=%P -1 | wc -w; ls .github/workflows; echo "$GITHUB_BASE_REF $GITHUB_HEAD_REF"\n- ${SHOW}`, { top: 'permissions:\n  contents: read' }), 'topic');
    await own.scene.as('lead').pulls.create({ ...own.place, title: 'Topic', head: 'topic', base: 'main' });
    const [run] = await own.runsOf('lint.yml');
    expect(shown(run).slice(1)).toEqual(['0\nlint.yml\nmain topic', 'key= pin=*** var=here']);
    expect(run?.sha).toBe((await own.scene.as('lead').pulls.get({ ...own.place, pull_number: 1 })).data.merge_commit_sha);
    await own.end();
  });
});
