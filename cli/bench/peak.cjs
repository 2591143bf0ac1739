// Loaded before a program: when that ends, writes the most memory it held (KiB) to file descriptor 3.
'use strict';
process.once('exit', () => require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)));
