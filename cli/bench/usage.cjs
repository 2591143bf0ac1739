// Loaded before a program and its threads: when that ends, writes what it used of the processor and of memory to file descriptor 3, or, as a line, to the file that is named.
'use strict';
const { LAUREL_BENCH_USAGE: file } = process.env;
const { appendFileSync, writeSync } = require('node:fs');
const told = () => JSON.stringify(process.resourceUsage());
if (require('node:worker_threads').isMainThread) process.once('exit', () => (file === undefined ? writeSync(3, told()) : appendFileSync(file, `${told()}\n`)));
