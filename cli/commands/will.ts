import { resolve } from 'node:path';
import { CATALOG, catalogOption, textOption, withProgress, type Command } from '../command.ts';
import { sha256 } from '../core/canonical.ts';
import { verifyLedger } from '../core/plan/verify-ledger.ts';
import { verifyLog } from '../core/plan/verify-log.ts';
import { tooBigForPages } from '../core/will/limits.ts';
import { bulkWay } from '../effects/bulk.ts';
import { Obstacle } from '../effects/programme.ts';
import { packWill } from '../effects/will-source.ts';
import { willOf } from '../effects/will.ts';

export default {
  name: 'will',
  summary: 'Make the archive with which badges verify when the programme is gone',
  options: [
    CATALOG,
    { flags: '--out <file>', summary: 'where to', default: 'will.zip' },
    { flags: '--unsigned', summary: 'the issuer\'s key is gone: make it without its signature' },
    { flags: '--offline', summary: 'do not fetch: make it from what this clone knows' },
  ],
  examples: [
    ['laurel will', 'definitions, keys\' public halves, status lists, log, public badges and the verifier, as will.zip'],
    ['laurel verify badge.json --will will.zip --offline', 'what it is for'],
  ],
  async run(given, world) {
    const out = textOption(given, 'out') ?? 'will.zip';
    const isSigned = given.options['unsigned'] !== true;
    const { ledger, issuer, files, day, commit } = await withProgress(world, 'Gathering what the programme leaves', () => willOf(world, catalogOption(given), { isSigned, fetches: given.options['offline'] !== true }));
    // A will that does not verify is worse than none: it would be found out when nobody is left to mend it.
    const faults = await withProgress(world, `Verifying ${ledger.badges.size} badges`, async () => [...(await verifyLedger(ledger, issuer, world.now(), bulkWay())), ...(await verifyLog(ledger, issuer))]);
    if (faults.length > 0) throw new Obstacle(`The ledger does not verify, so no will was made:\n${faults.slice(0, 10).map((fault) => `  - ${fault}`).join('\n')}`);
    const zip = await withProgress(world, 'Packing it, and opening it again', () => packWill(world, files));
    await world.files.write(resolve(world.cwd, out), zip);
    const big = tooBigForPages([...files.values()].map(({ length }) => length));
    world.out.write(`Made ${out} of ${day}: ${files.size} files, ${Math.ceil(zip.length / 1024)} KiB, with the ledger at ${commit.slice(0, 10)}.\n\n  SHA-256   ${sha256(zip)}\n\n${isSigned ? '' : 'Nobody signed it: whoever has it must know from where it comes.\n'}Give copies to a library, the district, the state; print the SHA-256 where it stays. Whoever has it verifies\na badge with \`laurel verify <badge> --will ${out} --offline\`, or with the page laurel-verify.html in it.\n${big === null ? '' : `${big}\n`}`);
    return 0;
  },
} satisfies Command as Command;
