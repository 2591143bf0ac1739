import { comparingPages } from './comparing.ts';
import { editingPages } from './editing.ts';
import { filePages } from './files.ts';
import { homePages } from './home.ts';
import { issuePages } from './issues.ts';
import { pullPages } from './pulls.ts';
import { uploadingPages } from './uploading.ts';
import type { Page } from './visit.ts';

/** Every page but those where one signs in and out. */
export const pages: readonly Page[] = [...homePages, ...filePages, ...editingPages, ...uploadingPages, ...comparingPages, ...pullPages, ...issuePages];
