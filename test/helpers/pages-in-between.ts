import { expect } from 'vitest';
import { GATEWAY_RESPONSES } from '../tenant/gateway.ts';
import { atOnce } from './at-once.ts';
import { type Steps, scenario } from './scenario.ts';

/** 30 pages that a gateway, a proxy or a firewall returns instead of the tenant's response. */
export const PAGES_IN_BETWEEN = Object.entries(GATEWAY_RESPONSES).filter(([name]) =>
  /^(40[0134]|502), .*not done/.test(name),
);

/**
 * Runs a step whose sign-in returns such a page, and checks that the log does not quote it.
 *
 * @param start `scenario`, or in this process
 */
export function quotesNoPage(pages: typeof PAGES_IN_BETWEEN, start: () => Promise<Steps> = scenario): Promise<void> {
  return atOnce(6, pages, async ([name, fault]) => {
    await using s = await start();
    s.tenant.fault({ on: 'token', do: fault, times: Number.POSITIVE_INFINITY });
    const { main } = await s.create({ 'timeout-seconds': '5' });
    expect(main.failed).toBe(true);
    expect(main.log, name).not.toContain('PAGE-TEXT');
  });
}
