import { join, resolve } from 'node:path';
import { CATALOG, catalogOption, type Command } from '../command.ts';
import { CODEOWNERS_FILE, codeowners } from '../core/codeowners.ts';
import { below, repositoryTop } from '../effects/owners-faults.ts';
import { catalogFromDisk, Obstacle } from '../effects/programme.ts';

export default {
  name: 'owners',
  summary: 'Say who must agree to a change of the policy files',
  options: [CATALOG, { flags: '--write', summary: `write it to ${CODEOWNERS_FILE}` }],
  examples: [
    ['laurel owners', 'print what CODEOWNERS should say'],
    ['laurel owners --write', 'after changing `stewards` in issuer.yaml'],
  ],
  async run(given, world) {
    const folder = catalogOption(given);
    const { catalog } = await catalogFromDisk(world, folder);
    if (catalog.issuer === null) throw new Obstacle(`${folder}/issuer.yaml is missing or has faults. Run \`laurel lint\` and mend it first.`);
    const { stewards } = catalog.issuer.value;
    if (stewards === undefined) throw new Obstacle(`${folder}/issuer.yaml names no stewards. Add \`stewards:\` with accounts or teams, such as "@district/credential-stewards", who must agree to a change of the policy files.`);
    const top = await repositoryTop(world, resolve(world.cwd, folder));
    if (top === null) throw new Obstacle(`${folder} is not in a git repository, so there is no place for ${CODEOWNERS_FILE}. Run this in a clone of the programme's repository.`);
    const text = codeowners(stewards, below(top, resolve(world.cwd, folder)));
    if (given.options['write'] !== true) world.out.write(text);
    else {
      await world.files.write(join(top, CODEOWNERS_FILE), text);
      world.out.write(`Wrote ${CODEOWNERS_FILE} for ${stewards.join(', ')}. Every steward needs write access to the repository.\n\nNext: commit it, and have a ruleset on main require review from code owners\n`);
    }
    return 0;
  },
} satisfies Command as Command;
