/** What the bundler (`!` and `*`), vitest or both (`#` and `?`) read otherwise in a path, and what PATH cannot hold. */
const UNREADABLE = process.platform === 'win32' ? /[#!]/ : /[#!?*:]/;

/** Ends the program with a message where the tools cannot read the path of the checkout. */
export function requireReadablePath(root: string): void {
  const found = UNREADABLE.exec(root);
  if (found === null) return;
  console.error(`The tools cannot read a path with ${found[0]}, as in ${root}. Move the checkout to another folder.`);
  process.exit(1);
}
