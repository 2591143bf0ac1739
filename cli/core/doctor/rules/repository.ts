import { change, fine, type Check } from '../check.ts';
import { listed, step, together } from '../place.ts';

/** The repository itself. */
export const repositoryChecks: readonly Check[] = [
  {
    id: 'catalog-public',
    summary: 'The catalog\'s repository is public',
    why: 'Verifiers rest on a public ledger, and on a free plan GitHub guards the signing environment and the branches in public repositories only.',
    hand: 'Settings, General, "Danger zone", "Change visibility". Everything that was ever committed becomes readable by everyone: look through the history first. `laurel setup` never does this.',
    needs: ['repository', 'programme'],
    look: (facts) => {
      if (facts.repository.private) return change('The repository is private.', together(facts) ? 'It is public, and teachers know that everything in it is; or submissions move to private repositories (`repository.mode`).' : 'It is public; submissions are in the private ones.');
      return fine('The repository is public.', together(facts) ? 'Submissions, feedback and every "not yet" in it are public too: `repository.mode` is one-repository.' : undefined);
    },
    bad: [({ repository }) => ({ repository: { ...repository, private: true } })],
  },
  {
    id: 'default-branch',
    summary: 'The default branch is main',
    why: 'The workflows, the signing environment and the rules speak of main.',
    hand: 'Settings, General, "Default branch".',
    needs: ['repository', 'branches', 'programme'],
    look: ({ repository: { defaultBranch }, branches }) => (defaultBranch === 'main' ? fine('The default branch is main.') : change(`The default branch is ${defaultBranch}.`, branches.includes('main') ? 'It is main.' : 'There is a branch main, and it is the default branch.')),
    change: (facts) => (facts.branches.includes('main') ? [{ what: 'default branch', from: facts.repository.defaultBranch, to: 'main', steps: [step(facts, 'PATCH /repos/{owner}/{repo}', { default_branch: 'main' })] }] : []),
    bad: [({ repository }) => ({ repository: { ...repository, defaultBranch: 'trunk' } })],
  },
  {
    id: 'store-branches',
    summary: 'Register and ledger have their branches',
    why: 'What is decided and what is public stands on them; the first award makes them.',
    hand: 'Nothing to do: `laurel issue` makes them.',
    needs: ['branches', 'programme'],
    look: ({ branches }) => {
      const there = ['register', 'ledger'].filter((name) => branches.includes(name));
      return there.length === 2 ? fine('register and ledger are there.') : there.length === 0 ? fine('There is no register and no ledger yet.', 'The first award makes them.') : fine(`Only ${there[0]} is there.`, 'The next run of `laurel issue` makes the other.');
    },
    // Nothing is wrong with any state of them.
    bad: [],
    good: [() => ({ branches: ['main'] }), () => ({ branches: ['main', 'register'] })],
  },
  {
    id: 'secret-scanning',
    summary: 'Secrets that are committed by mistake are stopped',
    why: 'A key or token in a commit is public at once, and for ever.',
    hand: 'Settings, Advanced Security: "Secret Protection" and "Push protection".',
    needs: ['scanning', 'programme'],
    look: ({ scanning: { secrets, pushProtection } }) => {
      const off = [...(secrets ? [] : ['secret scanning']), ...(pushProtection ? [] : ['push protection'])];
      return off.length === 0 ? fine('Secret scanning and push protection are on.') : change(`Off: ${listed(off)}.`, 'Secret scanning and push protection are on.');
    },
    change: (facts) => [{ what: 'secret scanning', from: facts.scanning.secrets ? 'without push protection' : 'off', to: 'on, with push protection', steps: [step(facts, 'PATCH /repos/{owner}/{repo}', { security_and_analysis: { secret_scanning: { status: 'enabled' }, secret_scanning_push_protection: { status: 'enabled' } } })] }],
    bad: [() => ({ scanning: { secrets: false, pushProtection: false } }), () => ({ scanning: { secrets: true, pushProtection: false } })],
  },
  {
    id: 'immutable-releases',
    summary: 'GitHub releases cannot be changed afterwards',
    why: 'Whoever installs the program from a release gets what was released.',
    hand: 'Settings, General, "Releases", "Enable release immutability".',
    needs: ['immutableReleases', 'programme'],
    look: ({ immutableReleases }) => (immutableReleases ? fine('GitHub releases cannot be changed afterwards.') : change('GitHub releases can be changed afterwards.', 'They are immutable.')),
    change: (facts) => [{ what: 'GitHub releases', from: 'changeable', to: 'immutable', steps: [step(facts, 'PUT /repos/{owner}/{repo}/immutable-releases')] }],
    bad: [() => ({ immutableReleases: false })],
  },
  {
    id: 'codeowners',
    summary: 'CODEOWNERS is there and GitHub reads it without errors',
    why: 'A line that GitHub cannot read asks nobody, and says so to nobody.',
    hand: 'Run `laurel owners --write` and open a pull request with .github/CODEOWNERS. Owners need write access to the repository.',
    needs: ['codeowners', 'programme'],
    look: ({ codeowners: { present, faults } }) => (!present ? change('There is no .github/CODEOWNERS on main.', 'It names the stewards for the policy files.') : faults.length > 0 ? change(`GitHub finds faults in CODEOWNERS: ${faults.slice(0, 5).join('; ')}${faults.length > 5 ? '; and more' : ''}.`, 'Every line names owners who may write.') : fine('CODEOWNERS is there, without errors.')),
    bad: [() => ({ codeowners: { present: false, faults: [] } }), () => ({ codeowners: { present: true, faults: ['line 2: Unknown owner'] } })],
  },
];
