// Verifies badges in every way, one a line of a file, as a process of its own.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { duringValidity, network } from '../core/badge/fixture.ts';
import { verifierOfMany } from '../core/badge/verify-many.ts';
import { exitCode } from '../core/badge/verify.ts';
import { bulkWay } from '../effects/bulk.ts';

const verify = verifierOfMany({ now: duringValidity, resolve: await network(), way: bulkWay() });
for (const line of readFileSync(process.argv[2]!, 'utf8').trim().split('\n')) if (exitCode(await verify(JSON.parse(line))) !== 0) throw new Error('A badge that was signed here did not verify.');
