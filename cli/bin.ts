import process from 'node:process';
import { realWorld } from './effects/world.ts';
import { main } from './main.ts';

process.exitCode = await main(process.argv.slice(2), realWorld(process));
