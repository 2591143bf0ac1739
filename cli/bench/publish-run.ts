// Verifies a ledger and its log as `laurel publish` does before it builds, as a process of its own, and says how many badges it held.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseDocument } from '../core/document.ts';
import type { Issuer } from '../core/model.generated.ts';
import { verifyLedger } from '../core/plan/verify-ledger.ts';
import { verifyLog } from '../core/plan/verify-log.ts';
import { bulkWay } from '../effects/bulk.ts';
import { openGit } from '../effects/git.ts';
import { readWholeLedger } from '../effects/ledger-folder.ts';

const [, , folder = ''] = process.argv;
const issuer = parseDocument({ path: 'issuer.yaml', bytes: readFileSync(join(folder, 'catalog', 'issuer.yaml')) }).value as unknown as Issuer;
const ledger = await readWholeLedger(openGit(folder, process.env), 'refs/heads/ledger');
const faults = [...(await verifyLedger(ledger, issuer, new Date(), bulkWay())), ...(await verifyLog(ledger, issuer))];
if (faults.length > 0) throw new Error(faults.slice(0, 3).join('\n'));
process.stdout.write(`${ledger.badges.size}\n`);
