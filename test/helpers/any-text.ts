import fc from 'fast-check';

/**
 * Text of any characters, halves of surrogate pairs among them. fast-check's own unit `binary`, which `webUrl` also uses,
 * costs each test process a second on its first use.
 */
export const anyText = fc.string({
  unit: fc.oneof(
    fc.nat(0xffff).map(unit => String.fromCharCode(unit)),
    fc.nat(0x10ffff).map(point => String.fromCodePoint(point)),
  ),
});

/** URLs as people write them, some with a path, percent-encoding and a query. */
export const anyUrl = fc.stringMatching(
  /^https?:\/\/[a-z][a-z0-9-]{0,8}\.example(\/[\w.~-]{0,6}(%2F)?){0,3}(\?[\w=&]{1,8})?$/,
);
