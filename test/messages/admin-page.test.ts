import { expect, test } from 'vitest';
import { adminPage, adminPlace } from '../../src/tenant/connection.ts';

const MENU = 'Admin > Global > Security Settings > API Management';

test.each([
  ['https://acme.api.identitynow.com', 'https://acme.identitynow.com/ui/ts/admin/security-settings/api-management'],
  [
    'https://acme.api.identitynow-demo.com',
    'https://acme.identitynow-demo.com/ui/ts/admin/security-settings/api-management',
  ],
  ['https://acme.api.saas.sailpointfedramp.com', undefined],
  ['https://a.b.api.identitynow.com', undefined],
  ['https://acme.api.identitynow.com.evil.example', undefined],
  ['http://acme.api.identitynow.com', undefined],
])('the page of the clients at %s is %s; if it is unknown, the path in the menu is shown', (origin, page) => {
  expect(adminPage(origin)).toBe(page);
  expect(adminPlace(origin)).toBe(page ?? MENU);
});
