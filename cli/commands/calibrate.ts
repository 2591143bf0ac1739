import { resolve } from 'node:path';
import { CATALOG, catalogOption, JSON_OUTPUT, printJson, textArgument, textOption, type Command, type ExitCode } from '../command.ts';
import { agreementOf, monthsAfter, releaseOfAnchor } from '../core/assessment/calibration.ts';
import { agreementReport, anchorsFor, calibrationText, standings } from '../core/assessment/calibration-report.ts';
import { handedParts, readPart } from '../core/assessment/score-form-evidence.ts';
import { parseScoreForm, scoreForm } from '../core/assessment/score-form.ts';
import { loadCatalog, type AnchorEntry, type Catalog } from '../core/catalog.ts';
import { didYouMean } from '../core/nearest.ts';
import { unknownCredential } from '../core/unknown-credential.ts';
import { plain } from '../core/words.ts';
import { readCatalog } from '../effects/files.ts';
import { accessFrom, catalogFromDisk, Obstacle } from '../effects/programme.ts';
import type { World } from '../effects/world.ts';
import { calibrateAtKeyboard } from '../terminal/calibrate-at-keyboard.ts';

export default {
  name: 'calibrate',
  summary: 'Score an anchor submission blind and compare with the agreed scores',
  arguments: [{ flags: '[credential]', summary: 'whose anchors; without it, --status' }],
  options: [
    CATALOG,
    { flags: '--anchor <id>', summary: 'which one; without it, the first that you have not scored' },
    { flags: '--anchors <dir>', summary: 'anchors that are kept outside the catalog: <dir>/<credential>/<id>/' },
    { flags: '--form', summary: 'print the empty form and do nothing else' },
    { flags: '--show', summary: 'print the anchor\'s submission and do nothing else' },
    { flags: '--from <file>', summary: 'take this filled form (`-` reads standard input); without it, the form is filled here' },
    { flags: '--status', summary: 'print every assessor\'s calibrations and how far they carry' },
    JSON_OUTPUT,
  ],
  examples: [
    ['laurel calibrate checking-for-understanding', 'score the next anchor with the keyboard, then compare'],
    ['laurel calibrate checking-for-understanding --from form.md', 'the same with a form that is filled already'],
    ['laurel calibrate --status', 'who is calibrated until when'],
  ],
  async run(given, world) {
    const folder = catalogOption(given);
    const own = (await catalogFromDisk(world, folder)).catalog;
    const catalog = await withAnchors(world, folder, textOption(given, 'anchors'));
    const policy = own.issuer?.value.policy.calibration;
    const credential = textArgument(given, 0);
    if (given.options['status'] === true || credential === '') return status(world, catalog, given.options['json'] === true);

    if (!catalog.names.credentials.has(credential)) throw new Obstacle(unknownCredential(credential, catalog));
    const me = await (await world.github(accessFrom(world))).me();
    const anchor = choose(catalog, credential, textOption(given, 'anchor'), me.id);
    const release = releaseOfAnchor(catalog, anchor);
    if (release === null) throw new Obstacle(`The anchor ${anchor.name} was written under a release that the catalog does not hold. Run \`laurel lint\`.`);
    const files = new Map(anchor.attachments.map(({ name, bytes }) => [name, bytes]));
    if (given.options['show'] === true) return print(world, `${plain(handedParts(anchor.document, anchor.value, release, files).map((part) => readPart(part, Math.min(world.out.columns, 90))).join('\n\n---\n\n'))}\n`);
    if (given.options['form'] === true) return print(world, scoreForm(release, { heading: `## Anchor ${anchor.name}: ${release.credential.title} ${release.credential.version}` }));

    const from = textOption(given, 'from');
    const shown = `.laurel/calibration-${credential}-${anchor.name}.md`;
    const kept = resolve(world.cwd, shown);
    const text = from === undefined ? await calibrateAtKeyboard(world, anchor, release, { path: kept, shown }) : from === '-' ? await world.input() : await readText(world, from);
    if (text === null) return 0;
    const form = parseScoreForm(text, release);
    if (!form.ok) {
      for (const { line, message } of form.faults) world.err.write(`${from ?? shown}:${line}: ${plain(message)}\n`);
      world.err.write('\nNothing was recorded, and the agreed scores were not shown. Mend the form and run the command again.\n');
      return 1;
    }
    const { levels, sufficient } = form.assessment;
    const date = world.now().toISOString().slice(0, 10);
    // Recorded before anything is shown: whoever sees the reasons has scored.
    const path = nextFile(own, me.login);
    await world.files.write(resolve(world.cwd, folder, path), calibrationText({ login: me.login, id: me.id, credential, anchor: anchor.name, release: anchor.value.release, date, isPrivate: !own.anchors.has(anchor.id), levels, sufficient }));
    if (from === undefined) await world.files.remove(kept);

    const agreement = agreementOf(anchor.agreed!.value, { levels: Object.fromEntries(levels), sufficient: Object.fromEntries(sufficient) }, release);
    const agreedByMe = anchor.agreed!.value['agreed-by'].some(({ id }) => id === me.id);
    const before = [...catalog.calibrations.values()].some(({ value }) => value.assessor.id === me.id && value.credential === credential && value.anchor === anchor.name);
    const counts = !agreedByMe && !before;
    if (given.options['json'] === true) {
      printJson(world, { anchor: anchor.name, file: `${folder}/${path}`, equal: agreement.equal, of: agreement.of, percent: agreement.percent, counts, items: agreement.items });
      return 0;
    }
    world.out.write(`\n${plain(agreementReport(agreement, release, Math.min(world.out.columns, 90)))}\n`);
    if (!counts || policy !== undefined) world.out.write('\n');
    if (agreedByMe) world.out.write('You are one of those who agreed on these scores, so this does not count as a calibration.\n');
    else if (before) world.out.write('This is not your first attempt on this anchor, so it does not count: you have seen the reasons before.\n');
    else if (policy !== undefined) world.out.write(agreement.percent >= policy.agreement ? `That is enough (${policy.agreement} percent): it carries you until ${monthsAfter(date, policy.months)}.\n` : `The programme asks for ${policy.agreement} percent. Read the reasons, talk them over with another assessor, and score another anchor.\n`);
    world.out.write(`\nRecorded in ${folder}/${path}\n\nNext: open a pull request with this file${counts && policy !== undefined && agreement.percent >= policy.agreement ? `, and with \`calibrated-until: ${monthsAfter(date, policy.months)}\` at your entry in ${folder}/assessors.yaml` : ''}. A second person merges it.\n`);
    return 0;
  },
} satisfies Command as Command;

function print(world: World, text: string): ExitCode {
  world.out.write(text);
  return 0;
}

// Anchors from another folder take their place beside those of the catalog.
async function withAnchors(world: World, folder: string, elsewhere: string | undefined): Promise<Catalog> {
  const files = await readCatalog(world.files, resolve(world.cwd, folder));
  if (elsewhere === undefined) return loadCatalog(files).catalog;
  if (!(await world.files.exists(resolve(world.cwd, elsewhere)))) throw new Obstacle(`There is no folder ${elsewhere}.`);
  const more = (await readCatalog(world.files, resolve(world.cwd, elsewhere))).map(({ path, bytes }) => ({ path: `anchors/${path}`, bytes }));
  const { catalog, diagnostics } = loadCatalog([...files.filter(({ path }) => !more.some((one) => one.path === path)), ...more]);
  const fault = diagnostics.find(({ path }) => more.some((one) => one.path === path));
  if (fault !== undefined) throw new Obstacle(`${elsewhere}/${fault.path.slice('anchors/'.length)}:${fault.line}: ${fault.message}.`);
  return catalog;
}

function choose(catalog: Catalog, credential: string, name: string | undefined, account: number): AnchorEntry {
  const { all, open } = anchorsFor(catalog, credential, account);
  if (all.length === 0) throw new Obstacle(`There is no anchor for ${credential}. Two experienced assessors write one; docs/assessors.md says how. Anchors outside the catalog are named with --anchors <dir>.`);
  if (name === undefined) {
    if (open[0] !== undefined) return open[0];
    throw new Obstacle(`You have scored, or agreed on, every anchor for ${credential}: ${all.map((anchor) => anchor.name).join(', ')}. Ask the programme lead for a new one. To practise on one again, name it with --anchor; that does not count.`);
  }
  const found = all.find((anchor) => anchor.name === name);
  if (found === undefined) throw new Obstacle(`There is no anchor "${name}" for ${credential}.${didYouMean(name, all.map((anchor) => anchor.name))} There are: ${all.map((anchor) => anchor.name).join(', ')}.`);
  return found;
}

function nextFile(catalog: Catalog, login: string): string {
  let number = 1;
  while (catalog.names.calibrations.has(`${login}/${number}`)) number += 1;
  return `calibrations/${login}/${number}.yaml`;
}

async function readText(world: World, path: string): Promise<string> {
  const whole = resolve(world.cwd, path);
  if (!(await world.files.exists(whole))) throw new Obstacle(`There is no file ${path}.`);
  return new TextDecoder().decode(await world.files.read(whole));
}

function status(world: World, catalog: Catalog, asJson: boolean): ExitCode {
  const policy = catalog.issuer?.value.policy.calibration;
  const all = standings(catalog, policy);
  if (asJson) {
    printJson(world, { policy: policy ?? null, assessors: all });
    return 0;
  }
  if (policy === undefined) world.out.write('The policy in issuer.yaml says nothing of calibration: `calibrated-until` is taken as it is written.\n\n');
  else world.out.write(`Asked: ${policy.agreement} percent agreement; it lasts ${policy.months} months.\n\n`);
  for (const { login, listedUntil, carriedUntil, calibrations } of all) {
    world.out.write(`${login}  ${listedUntil === '' ? 'not listed' : `listed until ${listedUntil}`}${policy === undefined ? '' : carriedUntil === null ? ', carried by no calibration' : `, carried until ${carriedUntil}`}\n`);
    for (const { file, credential, anchor, date, percent, counts, reason } of calibrations) world.out.write(`  ${date}  ${plain(`${credential}/${anchor}`)}  ${percent === null ? 'not computed here' : `${percent} percent`}${counts ? '' : `  does not count: it ${reason}`}  (${file})\n`);
  }
  return 0;
}
