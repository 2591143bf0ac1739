import process from 'node:process';
import { runProgramsBy } from '../effects/run-program.ts';
import { throughSmallProcess } from './through-small-process.ts';

// The small process is TypeScript that Node reads as it is, as the pinned one does.
if (process.features.typescript !== false && process.features.typescript !== undefined) runProgramsBy(throughSmallProcess);
