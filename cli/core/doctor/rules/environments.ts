import { change, fine, type Check } from '../check.ts';
import { environmentCheck } from '../environments.ts';
import { listed } from '../place.ts';
import { secretsFor } from '../workflow-secrets.ts';

const missing = (wanted: Readonly<Record<string, readonly string[]>>, found: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  Object.entries(wanted).flatMap(([environment, names]) => names.filter((name) => !(found[environment] ?? []).includes(name)).map((name) => `${name} in ${environment}`));

const secretsPresent: Check = {
  id: 'secrets-present',
  summary: 'The workflows find their secrets',
  why: 'Without the key nothing can be signed; a secret outside its environment could be read by any workflow.',
  hand: 'In a terminal, `gh secret set LAUREL_KEY --env signing < <key file>` (the file that `laurel keys new` wrote; other secrets likewise), or Settings, Environments, the environment, "Add environment secret". Never put a secret on a command line.',
  needs: ['secrets', 'programme'],
  look: (facts) => {
    const lacking = missing(secretsFor(facts.programme.issuer), facts.secrets);
    return lacking.length === 0 ? fine('Every secret that the workflows use is set, in its environment.') : change(`Not set: ${listed(lacking)}.`, `${listed(lacking)} ${lacking.length === 1 ? 'is' : 'are'} set as a secret of the environment.`);
  },
  bad: [() => ({ secrets: {} }), () => ({ secrets: { desk: ['LAUREL_KEY'] } })],
};

/** The environments in which the workflows act, and their secrets. */
export const environmentChecks: readonly Check[] = [
  environmentCheck('signing', 'The signing key is given to jobs of this environment; another branch could hold a workflow that gives it away.', true),
  environmentCheck('desk', 'The desk may merge and write to pull requests; only main\'s own workflow should get its rights.', false),
  environmentCheck('github-pages', 'The site tells verifiers what is valid; only what stands on main may be published.', false),
  secretsPresent,
];
