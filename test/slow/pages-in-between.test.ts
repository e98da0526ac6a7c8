import { expect, test } from 'vitest';
import { PAGES_IN_BETWEEN, quotesNoPage } from '../helpers/pages-in-between.ts';

test('none of the 30 pages of an intermediary is ever quoted', async () => {
  expect(PAGES_IN_BETWEEN.length).toBe(30);
  await quotesNoPage(PAGES_IN_BETWEEN);
});
