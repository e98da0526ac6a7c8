import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const home = join(import.meta.dirname, '..', '..', '.e2e', 'wine');
/** The Node for Windows. */
export const windowsNode = join(home, 'node.exe');

/**
 * Wine itself. Debian's command `wine` is a shell script, and a shell drops variables like INPUT_BASE-URL.
 *
 * @returns undefined where it is not installed
 */
export function findWine(): string | undefined {
  const folders = ['/usr/lib/wine', ...(process.env['PATH'] ?? '').split(delimiter)];
  return ['wine64', 'wine'].flatMap(name => folders.map(folder => join(folder, name))).find(existsSync);
}

/** Settings for Wine: its own folder, no messages, no menus, no .NET, no HTML, UTF-8. */
export const wineEnvironment = {
  WINEPREFIX: join(home, 'prefix'),
  WINEDEBUG: '-all',
  WINEDLLOVERRIDES: 'winemenubuilder.exe,mscoree,mshtml=',
  LC_ALL: 'C.UTF-8',
};
