import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { examineHere, type Batch } from './examine-here.ts';

// The second thread of a large lint: it examines its share of the definitions and hands over what stays of them.
const { root, batch } = workerData as { readonly root: string; readonly batch: Batch };
parentPort!.postMessage(await examineHere(batch, (path) => readFileSync(join(root, path))));
