import { resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, type Command } from '../command.ts';
import { formerDay } from '../core/former-ids.ts';
import { assembleRelease, releaseText, sameRelease, sealRelease } from '../core/release.ts';
import { lint } from '../core/lint.ts';
import { unknownCredential } from '../core/unknown-credential.ts';
import { readCatalog } from '../effects/files.ts';
import { Obstacle } from '../effects/programme.ts';

export default {
  name: 'release',
  summary: 'Freeze credentials at their version',
  arguments: [{ flags: '[credential]', summary: 'the credential to release; without it, every active one that needs it' }],
  options: [CATALOG, JSON_OUTPUT],
  examples: [
    ['laurel release', 'release what is active and not yet released'],
    ['laurel release checking-for-understanding', 'release one'],
  ],
  async run(given, world) {
    const folder = resolve(world.cwd, catalogOption(given));
    if (!(await world.files.exists(folder))) throw new Obstacle(`There is no catalog at ${catalogOption(given)}. Say where it is with --catalog.`);
    const today = world.now().toISOString().slice(0, 10);
    const report = lint(await readCatalog(world.files, folder), { today });
    const { catalog } = report;
    const asked = given.arguments[0] === undefined ? null : textArgument(given, 0);
    if (asked !== null && !catalog.names.credentials.has(asked)) throw new Obstacle(unknownCredential(asked, catalog));
    const ids = asked === null ? [...catalog.credentials.values()].filter(({ value }) => value.status === 'active').map(({ id }) => id) : [asked];
    const json = given.options['json'] === true;
    const say = (text: string): void => (json ? undefined : world.out.write(text));
    const released: { readonly credential: string; readonly version: string; readonly digest: string }[] = [];
    let refused = 0;
    for (const id of ids) {
      const release = assembleRelease(catalog, id);
      const own = new Set([`credentials/${id}.md`, `rubrics/${release?.credential.rubric}.yaml`, `evidence/${release?.credential.evidence}.yaml`]);
      const faults = report.diagnostics.filter((diagnostic) => diagnostic.severity === 'error' && own.has(diagnostic.path) && diagnostic.rule !== 'release-current');
      if (release === null || faults.length > 0) {
        refused += 1;
        world.err.write(`${id}: not released, because it${faults.length > 0 ? ` has ${faults.length} ${faults.length === 1 ? 'error' : 'errors'}` : ', or something that it refers to, has errors'}. Run \`laurel lint\`.\n`);
        continue;
      }
      const { version } = release.credential;
      const existing = catalog.releases.get(`${id}/${version}`);
      if (existing !== undefined) {
        if (sameRelease(existing.value.release, release)) say(asked === null ? '' : `${id} ${version} is released already, and nothing has changed.\n`);
        else {
          refused += 1;
          world.err.write(`${id}: ${version} is released already with other content. Raise \`version\` in catalog/credentials/${id}.md, say in \`changes\` what changed, and run \`laurel release\` again.\n`);
        }
        continue;
      }
      const dated = release.credential.changes.find((change) => change.version === version)?.date;
      const obstacle = catalog.names.releases.has(`${id}/${version}`)
        ? `${version} is released already, in a file that was changed since and cannot be read. Restore catalog/releases/${id}/${version}.json from git`
        // What only has another id now was released on the day that it bore under the former one.
        : dated !== today && (dated === undefined || dated !== formerDay(catalog, catalog, release))
          ? `${version} is dated ${dated} in \`changes\`, and a release bears the day on which it is made (in UTC), because the time of those who began under the version before is counted from it. Write ${today} there`
          : null;
      if (obstacle !== null) {
        refused += 1;
        world.err.write(`${id}: ${obstacle}, and run \`laurel release\` again.\n`);
        continue;
      }
      const sealed = sealRelease(release);
      await world.files.write(resolve(folder, `releases/${id}/${version}.json`), releaseText(sealed));
      released.push({ credential: id, version, digest: sealed.digest });
      say(`Released ${id} ${version} (${sealed.digest.slice(0, 19)}...)\n`);
    }
    if (json) printJson(world, { released, refused });
    if (released.length === 0 && refused === 0 && asked === null) say('Every active credential is released at its version.\n');
    return refused > 0 ? 1 : 0;
  },
} satisfies Command as Command;
