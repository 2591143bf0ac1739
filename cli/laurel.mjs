#!/usr/bin/env node
// The `laurel` command: runs the bundled command line under the pinned Node, whatever Node the machine has.
import process from 'node:process';
import { installOnce, laurel } from './setup.mjs';

await installOnce();
process.exitCode = await laurel(process.argv.slice(2));
