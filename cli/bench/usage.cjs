// Loaded before a program and its threads: when that ends, writes what it used of the processor and of memory to file descriptor 3.
'use strict';
if (require('node:worker_threads').isMainThread) process.once('exit', () => require('node:fs').writeSync(3, JSON.stringify(process.resourceUsage())));
