import { firstOf, nearest } from '../text.ts';
import { MOST_SHOWN } from './client-request.ts';
import { type ClientRequest, type FieldName, inputOf } from './fields.ts';
import SCOPES from './scope-names.json' with { type: 'json' };

const NO_SCOPE =
  "none is given, so the client gets sp:scopes:all, every right of the token's owner. " +
  'Name the scopes that the client needs.';
const NO_REFRESH = 'REFRESH_TOKEN does nothing without AUTHORIZATION_CODE, the only grant that issues refresh tokens.';

/** What is allowed but hardly meant, one sentence each, with the input that it is about. */
export function requestWarnings({ scope, grantTypes, redirectUris, type }: ClientRequest): string[] {
  const warnings: string[] = [];
  const warn = (field: FieldName, warning: string) => void warnings.push(`${inputOf(field)}: ${warning}`);
  if (!scope?.length) warn('scope', NO_SCOPE);
  const mistyped = mistypedScopes(scope ?? []);
  if (mistyped.length > 0)
    warn('scope', `not among SailPoint's scopes as of ${SCOPES.date}: ${firstOf(mistyped, MOST_SHOWN)}.`);
  const odd = (scope ?? []).filter(each => !each.includes(':'));
  if (odd.length > 0)
    warn('scope', `no colon in ${firstOf(odd, MOST_SHOWN)}: SailPoint's scopes look like idn:accounts:read.`);
  const hasCode = grantTypes?.includes('AUTHORIZATION_CODE');
  if (redirectUris?.length && !hasCode) warn('redirectUris', 'unused without the grant type AUTHORIZATION_CODE.');
  if (grantTypes?.includes('REFRESH_TOKEN') && !hasCode) warn('grantTypes', NO_REFRESH);
  if (type === 'PUBLIC' && grantTypes?.includes('CLIENT_CREDENTIALS'))
    warn('type', 'a PUBLIC client has no secret, so it cannot use CLIENT_CREDENTIALS (RFC 6749 section 4.4).');
  return warnings;
}

/** Scopes that are one slip away from one of SailPoint's, with that one. Others are accepted: the list gets out of date. */
function mistypedScopes(scopes: readonly string[]): string[] {
  const names = Object.entries(SCOPES.names).flatMap(([start, ends]) => ends.split(' ').map(end => `${start}:${end}`));
  return scopes.flatMap(scope => {
    const meant = names.includes(scope) ? undefined : nearest(scope, names);
    return meant === undefined ? [] : [`${scope} (did you mean ${meant}?)`];
  });
}
